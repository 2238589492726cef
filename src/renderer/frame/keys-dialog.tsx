// The window's keys, as a page to look at.
import { useLingui } from '@lingui/react';
import { Button } from 'react-aria-components';
import { type MessageId, useText } from '../i18n.ts';
import { ModalDialog } from '../ui/modal-dialog.tsx';
import { commandName, commands } from './commands.ts';
import { Keys } from './keys.tsx';

/** Those that belong to a part of the window. */
const PARTS: readonly (readonly [title: MessageId, keys: readonly (readonly [readonly string[], MessageId])[]])[] = [
  [
    'keys.inList',
    [
      [['↑', '↓', 'Enter'], 'keys.open'],
      [['Space', 'Shift Space'], 'keys.select'],
      [['Ctrl A'], 'keys.selectAll'],
      [['Shift F10'], 'keys.menu'],
    ],
  ],
  [
    'keys.inArticle',
    [
      [['h', 'n'], 'keys.highlight'],
      [['1', '2', '3', '4', '5'], 'keys.color'],
      [['[', ']'], 'keys.annotations'],
      [['Ctrl F'], 'find'],
    ],
  ],
];

/** Shows the keys. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const { i18n } = useLingui();
  const everywhere = commands(i18n)
    .filter(({ keys }) => keys.length > 0)
    .map((command) => [command.keys, commandName(command, text)] as const);
  const parts = [
    ['keys.everywhere', everywhere] as const,
    ...PARTS.map(([title, keys]) => [title, keys.map(([pressed, what]) => [pressed, text(what)] as const)] as const),
  ];
  return (
    <ModalDialog title={text('keys')} isOpen onClose={onClose}>
      <div className="keys-parts">
        {parts.map(([title, keys]) => (
          <section key={title}>
            <h3 className="keys-part">{text(title)}</h3>
            <dl className="keys">
              {keys.map(([pressed, what]) => (
                <div key={what}>
                  <dt>
                    <Keys keys={pressed} />
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="dialog-actions">
        <Button className="button" onPress={onClose}>
          {text('close')}
        </Button>
      </div>
    </ModalDialog>
  );
}
