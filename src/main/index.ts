// Starts the desktop program: one instance, its own protocol, the sandbox; everything else begins in desktop.ts once Electron is ready.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { app, protocol, session } from 'electron';
import { placesOf } from '../core/places.ts';
import { APP_SCHEME } from './app-protocol.ts';
import { denyNavigation } from './denials.ts';
import { createDesktop, type Desktop } from './desktop.ts';
import { offerToOpen } from './external-links.ts';
import { labelsFor } from './labels.ts';

/** What the licence of citeproc-js asks to be said (CPAL-1.0 §14); `docs/licences.md` names all parts. */
const CREDITS = 'Citations are set with citeproc-js, © Frank Bennett (citationstyles.org).';

let desktop: Desktop | undefined;
let isClosed = false;

// The engine's own files lie apart from the settings, whose folder would otherwise be the same. Before the lock, which is kept there.
app.setPath('userData', path.join(placesOf(process.env, '').state, 'window'));

if (app.requestSingleInstanceLock()) start();
else app.quit();

function start(): void {
  app.enableSandbox();
  app.setAboutPanelOptions({ credits: CREDITS });
  // Must happen before the program is ready.
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  app.on('web-contents-created', (_event, contents) => {
    const isOfWindow = contents.session === session.defaultSession;
    denyNavigation(contents, (link) => {
      if (isOfWindow) void offerToOpen(link, labelsFor(app.getPreferredSystemLanguages()));
    });
  });
  app.on('second-instance', () => desktop?.show());
  app.on('activate', () => desktop?.show());
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', closeFirst);
  void app.whenReady().then(async () => {
    desktop = createDesktop();
    await desktop.begin(namedArchive());
  });
}

/** Lets the core close the archive before the program ends. */
function closeFirst(event: { preventDefault: () => void }): void {
  if (isClosed || desktop === undefined) return;
  event.preventDefault();
  void desktop.close().finally(() => {
    isClosed = true;
    app.quit();
  });
}

/** The archive of the command line; words that Electron or the system adds are not ours to judge. */
function namedArchive(): string | undefined {
  const { values } = parseArgs({
    options: { archive: { type: 'string' } },
    strict: false,
    args: process.argv.slice(1),
  });
  return typeof values.archive === 'string' ? values.archive : undefined;
}
