// Where things lie on this computer. Another archive is opened by the program that holds the window: a page names no folder.
import { useText } from '../i18n.ts';
import { Section } from './section.tsx';
import type { SettingsShown } from './use-settings.ts';

const FOLDERS = ['archive', 'cache', 'configuration'] as const;

/** Shows the folders and how another archive is opened. */
export function FoldersSection({ shown: { folders } }: { readonly shown: SettingsShown }) {
  const text = useText();
  const isDesktop = window.pressmark !== undefined;
  return (
    <Section id="folders" title={text('settings.folders')}>
      <dl className="settings-folders">
        {FOLDERS.map((name) => (
          <div key={name}>
            <dt>{text(`settings.folder.${name}`)}</dt>
            <dd>
              <code>{folders[name]}</code>
              <p className="quiet">{text(`settings.folder.${name}.hint`)}</p>
            </dd>
          </div>
        ))}
      </dl>
      <p>{text(isDesktop ? 'settings.open.desktop' : 'settings.open.browser')}</p>
    </Section>
  );
}
