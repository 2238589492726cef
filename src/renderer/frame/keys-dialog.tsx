// The window's keys, as a page to look at.
import { Button } from 'react-aria-components';
import { type MessageId, useText } from '../i18n.ts';
import { ModalDialog } from '../ui/modal-dialog.tsx';

const KEYS: readonly (readonly [keys: readonly string[], what: MessageId])[] = [
  [['/', 'Ctrl K'], 'keys.search'],
  [['j', 'k'], 'keys.step'],
  [['l'], 'keys.list'],
  [['↑', '↓', 'Enter'], 'keys.open'],
  [['Space', 'Shift Space'], 'keys.select'],
  [['Ctrl ,'], 'keys.settings'],
  [['h', 'n'], 'keys.highlight'],
  [['[', ']'], 'keys.annotations'],
  [['Ctrl Z'], 'keys.undo'],
  [['?'], 'keys.help'],
];

/** Shows the keys while it is open. */
export function KeysDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const text = useText();
  return (
    <ModalDialog title={text('keys')} isOpen={isOpen} onClose={onClose}>
      <dl className="keys">
        {KEYS.map(([keys, what]) => (
          <div key={what}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{text(what)}</dd>
          </div>
        ))}
      </dl>
      <div className="dialog-actions">
        <Button className="button" onPress={onClose}>
          {text('close')}
        </Button>
      </div>
    </ModalDialog>
  );
}
