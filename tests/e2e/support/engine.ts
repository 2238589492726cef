// The engine that all stories of a file share.
import { type Browser, chromium } from 'playwright';
import { findBrowser } from '../../../src/cli/find-browser.ts';

/** Starts a Chromium of this computer, or the one from npm. */
export async function startEngine(): Promise<Browser> {
  return chromium.launch({ executablePath: await findBrowser(), args: ['--no-sandbox'] });
}
