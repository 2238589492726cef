// What no page of the window may ever do: ask for a permission, leave for another address, open a window, reach the network.
import type { Session, WebContents } from 'electron';
import { APP_SCHEME, isOwnAddress } from './app-protocol.ts';

/** Refuses every permission, every download and every request that is not for our own files. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isAllowedRequest(url) }));
}

/** Refuses navigation, new windows and embedded pages. A refused web address is given to `offer`, which may ask the person. */
export function denyNavigation(contents: WebContents, offer: (address: string) => void): void {
  const refuse = (event: { preventDefault: () => void }, address: string) => {
    if (isOwnAddress(address)) return;
    event.preventDefault();
    offer(address);
  };
  contents.on('will-navigate', (event) => refuse(event, event.url));
  contents.on('will-redirect', (event) => refuse(event, event.url));
  contents.on('will-frame-navigate', (event) => refuse(event, event.url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    offer(url);
    return { action: 'deny' };
  });
}

function isAllowedRequest(address: string): boolean {
  const scheme = address.slice(0, address.indexOf(':'));
  return scheme === APP_SCHEME || scheme === 'blob' || scheme === 'devtools';
}
