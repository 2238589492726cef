// How the article is set, chosen while one looks at it: theme, face, size, width, space between lines.
import { ALargeSmall } from 'lucide-react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useText } from '../i18n.ts';
import { chooseTheme, THEMES, type Theme, useTheme } from '../theme.ts';
import { Choices, ReadingChoices } from './reading-choices.tsx';

/** Shows the button with its choices; `isPaged` leaves out what pages of a PDF cannot be. */
export function AppearanceMenu({ isPaged }: { readonly isPaged: boolean }) {
  const text = useText();
  const theme = useTheme();
  return (
    <DialogTrigger>
      <Button className="button icon" aria-label={text('appearance')}>
        <ALargeSmall aria-hidden size={20} />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="appearance" aria-label={text('appearance')}>
          <Choices
            label={text('theme')}
            value={theme}
            choices={THEMES.map((each) => [each, text(`theme.${each}`)] as const)}
            onChange={(chosen) => chooseTheme(chosen as Theme)}
          />
          <ReadingChoices isPaged={isPaged} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
