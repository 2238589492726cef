// A dialog over the window, with its heading; it closes with Escape and gives the focus back.
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

export interface ModalDialogProps {
  readonly title: string;
  /** `large` takes the window's width. */
  readonly size?: 'usual' | 'large';
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Shows a dialog while it is open. */
export function ModalDialog({ title, size = 'usual', isOpen, onClose, children }: ModalDialogProps) {
  if (!isOpen) return null;
  return (
    <ModalOverlay className="overlay" isOpen onOpenChange={(open) => open || onClose()} isDismissable>
      <Modal>
        <Dialog className={`dialog ${size}`}>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
