// The real engine that windows are opened in.
import { type Browser, chromium } from 'playwright';
import { findBrowser } from '../../../src/cli/find-browser.ts';

/** What a browser does of its own accord when it starts or while a person types into a field, and no page asks for. */
const OWN_BUSINESS = ['AutofillServerCommunication', 'PreloadTopChromeWebUI', 'PreconnectToSearch', 'AimEnabled'];

/** Starts a Chromium of this computer, or the one from npm, without some of its features. */
export async function startEngine(...without: string[]): Promise<Browser> {
  const args = ['--no-sandbox', `--disable-features=${[...OWN_BUSINESS, ...without].join()}`];
  return chromium.launch({ executablePath: await findBrowser(), args });
}

/**
 * Starts an engine that sets letters and colours alike on every computer, as far as it can. Letters are hinted slightly, as most Linux
 * desktops ask for: the engine of the computer does so whatever it is told here, the one from npm only when it is told.
 */
export async function startEngineForPictures(): Promise<Browser> {
  const args = ['--no-sandbox', '--font-render-hinting=slight', '--disable-lcd-text', '--force-color-profile=srgb'];
  return chromium.launch({
    executablePath: await findBrowser(),
    args: [...args, `--disable-features=${OWN_BUSINESS}`],
  });
}
