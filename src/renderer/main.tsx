// Draws the window into its page. What every part is dressed in comes first, so that a part's own rules win.
import './reader/reading-fonts.css';
import './theme.css';
import './ui/controls.css';
import './ui/page.css';
import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { askForFirstList } from './first-list.ts';
import { App } from './frame/app.tsx';
import { createI18n } from './i18n.ts';
import { createQueryClient, followChanges } from './queries.ts';
import { restoreReadingSettings } from './reader/reading-settings.ts';
import { followSettings } from './settings/follow-settings.ts';
import { restoreTheme } from './theme.ts';
import { followRemPixels } from './ui/rem-pixels.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root');

const queryClient = createQueryClient();
const i18n = createI18n();
askForFirstList(queryClient, i18n.locale);
followChanges(queryClient);
restoreTheme();
followRemPixels();
restoreReadingSettings();
followSettings(queryClient, i18n);

createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <App />
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
);
