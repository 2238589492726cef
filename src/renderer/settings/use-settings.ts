// The person's settings for the page that shows them: as the core keeps them, changed one by one, each change with its way back.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Output } from '../../shared/api/index.ts';
import type { FailureValue } from '../../shared/errors.ts';
import type { SettingsChange } from '../../shared/settings.ts';
import { call } from '../api.ts';
import { type Text, useText } from '../i18n.ts';
import { attempt } from '../notices.ts';
import { reading } from '../queries.ts';
import { type Done, didChange } from '../undo.ts';

export type SettingsShown = Output<'settings.show'>;

/** Asks for the settings. */
export function useSettings() {
  return useQuery(reading('settings.show', {}));
}

export interface SettingsSaving {
  /** Saves a change. What cannot be is told beside its field, and nothing is changed. */
  readonly save: (values: SettingsChange) => void;
  readonly failure: FailureValue | undefined;
}

/** Saves settings of one part of the page. */
export function useSaving(): SettingsSaving {
  const text = useText();
  const [failure, setFailure] = useState<FailureValue>();
  const save = async (values: SettingsChange) => {
    const result = await call('settings.change', { values });
    setFailure(result.ok ? undefined : result.error);
    if (result.ok) didChange(doneBy(result.value.undo as SettingsChange, text), text('undo'));
  };
  return { save: (values) => void save(values), failure };
}

function doneBy(undo: SettingsChange, text: Text): Done {
  return {
    said: text('settings.changed'),
    back: async () => {
      const changed = await attempt(() => call('settings.change', { values: undo }), text('retry'));
      return changed && doneBy(changed.undo as SettingsChange, text);
    },
  };
}
