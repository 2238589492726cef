// Opens links of articles in the system's browser, after the person has seen where they lead.
import { dialog, shell } from 'electron';
import type { Labels } from './labels.ts';

/** The host a link leads to, when it is one that may be opened: http or https, without a name and password in it. */
export function openableHost(address: string): string | undefined {
  const url = URL.parse(address);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
  return url.username === '' && url.password === '' ? url.host : undefined;
}

/** Asks once, naming the host, and opens the link in the system's browser. Every other kind of address is ignored. */
export async function offerToOpen(address: string, labels: Labels): Promise<void> {
  const host = openableHost(address);
  if (host === undefined) return;
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: labels.openInBrowser.replace('{host}', host),
    detail: address,
    buttons: [labels.open, labels.cancel],
    defaultId: 1,
    cancelId: 1,
  });
  if (response === 0) await shell.openExternal(address);
}
