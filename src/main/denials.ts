// What no page may ever do: ask for a permission, leave for another address, open a window, reach the network.
import type { Session, WebContents } from 'electron';
import { isReadingAddress, isWindowAddress } from './app-protocol.ts';

/** Refuses every permission, every download and every request of a session that `isAllowed` does not let through. */
export function denyEverything(session: Session, isAllowed: (url: string) => boolean): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isAllowed(url) }));
}

/** A frame without an address, whose page the window makes itself and which has the window's policy: the pages of PDFs. */
const EMPTY_FRAME = 'about:srcdoc';

/**
 * Refuses navigation, new windows and embedded pages: the window stays on its page, its frames on reading copies.
 * A refused web address is given to `offer`, which may ask the person.
 */
export function denyNavigation(contents: WebContents, offer: (address: string) => void): void {
  const refuse = (event: { preventDefault: () => void; url: string; isMainFrame: boolean }) => {
    if (event.isMainFrame ? isWindowAddress(event.url) : isReadingAddress(event.url) || event.url === EMPTY_FRAME)
      return;
    event.preventDefault();
    offer(event.url);
  };
  // Comes for the main frame and for all others; `will-navigate` would say the same again.
  contents.on('will-frame-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    offer(url);
    return { action: 'deny' };
  });
}
