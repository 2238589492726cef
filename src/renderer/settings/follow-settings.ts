// What the person has set, as the core keeps it, reaches the parts of the window that show at once: language, theme, how articles are set.
// What the browser remembers is for the first moment of the next start only.
import type { I18n } from '@lingui/core';
import { type QueryClient, QueryObserver } from '@tanstack/react-query';
import type { Output } from '../../shared/api/index.ts';
import { showLanguage } from '../i18n.ts';
import { areSettingsPending, settingsSettled } from '../keep-settings.ts';
import { reading } from '../queries.ts';
import { showReadingSettings } from '../reader/reading-settings.ts';
import { showTheme } from '../theme.ts';

const FOLLOWED = ['language', 'theme', 'reading.face', 'reading.size', 'reading.width', 'reading.leading'] as const;

/** The names that the core had set when it was last asked: one that it has no more is as usual again. */
const STORED_AS = 'pressmark-set';

/** Follows the settings for as long as the window is open. */
export function followSettings(client: QueryClient, i18n: I18n): void {
  const query = reading('settings.show', {});
  new QueryObserver(client, query).subscribe(({ data }) => {
    if (data !== undefined && !areSettingsPending()) show(data, i18n);
  });
  settingsSettled.hear(() => void client.invalidateQueries({ queryKey: query.queryKey }));
}

function show({ values, set }: Output<'settings.show'>, i18n: I18n): void {
  const before = (localStorage.getItem(STORED_AS) ?? '').split(' ');
  const isToBeShown = (name: string) => set.includes(name) || before.includes(name);
  localStorage.setItem(STORED_AS, FOLLOWED.filter((name) => set.includes(name)).join(' '));
  if (isToBeShown('language')) showLanguage(i18n, values.language);
  if (isToBeShown('theme')) showTheme(values.theme);
  if (FOLLOWED.some((name) => name.startsWith('reading.') && isToBeShown(name)))
    showReadingSettings({
      face: values['reading.face'],
      size: values['reading.size'],
      width: values['reading.width'],
      leading: values['reading.leading'],
    });
}
