// Asks before a link is opened: it names the host, since that is what a person can judge. Only then does anything leave the program.
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useText } from '../i18n.ts';

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
    <ModalOverlay
      className="link-overlay"
      isOpen={url !== null}
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className="link-modal">
        <Dialog className="link-dialog">
          <Heading slot="title">{text('reader.openLink', { host: url?.host ?? '' })}</Heading>
          <p className="link-address" dir="ltr">
            {url?.href}
          </p>
          <div className="link-foot">
            <Button
              className="primary-button"
              autoFocus
              onPress={() => {
                if (url !== null) window.open(url.href, '_blank', 'noopener,noreferrer');
                onClose();
              }}
            >
              {text('reader.open')}
            </Button>
            <Button className="plain-button" onPress={onClose}>
              {text('reader.cancel')}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
