// The menu of the window's language and appearance, and of its keys.
import { useLingui } from '@lingui/react';
import { Check, Keyboard, Settings, SlidersHorizontal } from 'lucide-react';
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import { type ChosenLanguage, chooseLanguage, LANGUAGES, useText } from '../i18n.ts';
import { formatRoute } from '../routes.ts';
import { chooseTheme, THEMES, type Theme, useTheme } from '../theme.ts';

/** Shows the button with its menu. */
export function SettingsMenu({ onKeys }: { readonly onKeys: () => void }) {
  const text = useText();
  const theme = useTheme();
  const { i18n } = useLingui();
  return (
    <MenuTrigger>
      <Button className="button icon" aria-label={text('settings')}>
        <SlidersHorizontal aria-hidden size={18} />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu">
          <MenuSection
            selectionMode="single"
            selectedKeys={[theme]}
            onSelectionChange={(keys) => {
              for (const key of keys) chooseTheme(key as Theme);
            }}
          >
            <Header className="menu-head">{text('theme')}</Header>
            {THEMES.map((each) => (
              <ChosenItem key={each} id={each} name={text(`theme.${each}`)} />
            ))}
          </MenuSection>
          <MenuSection
            selectionMode="single"
            selectedKeys={[i18n.locale]}
            onSelectionChange={(keys) => {
              for (const key of keys) chooseLanguage(i18n, key as ChosenLanguage);
            }}
          >
            <Header className="menu-head">{text('language')}</Header>
            {LANGUAGES.map(({ id, name }) => (
              <ChosenItem key={id} id={id} name={name} />
            ))}
          </MenuSection>
          <MenuSection aria-label={text('settings.page')}>
            <MenuItem
              id="settings"
              className="menu-item"
              href={formatRoute({ view: 'settings' })}
              textValue={text('settings.all')}
            >
              <Settings aria-hidden size={16} /> {text('settings.all')}
            </MenuItem>
            <MenuItem id="keys" className="menu-item" onAction={onKeys}>
              <Keyboard aria-hidden size={16} /> {text('keys')}
            </MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function ChosenItem({ id, name }: { readonly id: string; readonly name: string }) {
  return (
    <MenuItem id={id} className="menu-item" textValue={name}>
      {({ isSelected }) => (
        <>
          <span>{name}</span>
          {isSelected && <Check aria-hidden size={16} />}
        </>
      )}
    </MenuItem>
  );
}
