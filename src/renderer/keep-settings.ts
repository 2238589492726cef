// Keeps what the person sets: in their configuration folder, by the core. Ctrl Z takes it back.
import type { SettingsChange } from '../shared/settings.ts';
import { call } from './api.ts';
import { tellFailure } from './notices.ts';
import { createSignal } from './signal.ts';
import { type Done, remember } from './undo.ts';

let pending = 0;

/** All that was set has been kept, or has failed: what the core says is the truth again. */
export const settingsSettled = createSignal();

/** Whether something that was set is still on its way. */
export function areSettingsPending(): boolean {
  return pending > 0;
}

/** Keeps a change that is seen at once; a failure is told, and the core's truth comes back. */
export async function keepSettings(values: SettingsChange): Promise<void> {
  const done = await changedSettings(values);
  if (done !== undefined) remember(done);
}

/** Changes settings; gives the way back, or undefined when it failed, which was told. */
async function changedSettings(values: SettingsChange): Promise<Done | undefined> {
  pending++;
  const result = await call('settings.change', { values });
  pending--;
  if (pending === 0) settingsSettled.tell();
  if (result.ok) return { said: '', back: () => changedSettings(result.value.undo as SettingsChange) };
  tellFailure(result.error);
  return undefined;
}
