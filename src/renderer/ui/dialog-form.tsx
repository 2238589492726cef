// The form of a dialog: its fields, and below them leaving it or doing what it is for.
import type { ReactNode } from 'react';
import { Button, Form } from 'react-aria-components';
import { useText } from '../i18n.ts';

export interface DialogFormProps {
  /** What the button says that does it. */
  readonly submit: string;
  readonly canSubmit: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Shows the fields; Enter in one of them is the button. */
export function DialogForm({ submit, canSubmit, onSubmit, onClose, children }: DialogFormProps) {
  const text = useText();
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      <div className="dialog-actions">
        <Button className="button" onPress={onClose}>
          {text('cancel')}
        </Button>
        <Button className="button primary" type="submit" isDisabled={!canSubmit}>
          {submit}
        </Button>
      </div>
    </Form>
  );
}
