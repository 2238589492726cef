// Asks before a link is opened: it names the host, since that is what a person can judge. Only then does anything leave the program.
import { Button } from 'react-aria-components';
import { useText } from '../i18n.ts';
import { ModalDialog } from './modal-dialog.tsx';

export interface LinkDialogProps {
  /** A web address, or undefined while nothing is asked. */
  readonly address: string | undefined;
  readonly onClose: () => void;
}

/** Shows where a link leads, and opens it in the browser if the person says so. */
export function LinkDialog({ address, onClose }: LinkDialogProps) {
  const text = useText();
  const url = address === undefined ? null : URL.parse(address);
  return (
    <ModalDialog title={text('reader.openLink', { host: url?.host ?? '' })} isOpen={url !== null} onClose={onClose}>
      <p className="link-address" dir="ltr">
        {url?.href}
      </p>
      <div className="dialog-actions">
        <Button className="button" onPress={onClose}>
          {text('cancel')}
        </Button>
        <Button
          className="button primary"
          autoFocus
          onPress={() => {
            if (url !== null) window.open(url.href, '_blank', 'noopener,noreferrer');
            onClose();
          }}
        >
          {text('reader.open')}
        </Button>
      </div>
    </ModalDialog>
  );
}
