// A picture of the article as large as the window lets it be, or as large as it is.
import { useState } from 'react';
import { Button, ToggleButton } from 'react-aria-components';
import { useText } from '../i18n.ts';
import { ModalDialog } from '../ui/modal-dialog.tsx';
import type { ShownImage } from './use-page-gestures.ts';

/** Shows a picture with its description. */
export function ImageDialog({
  image,
  onClose,
}: {
  readonly image: ShownImage | undefined;
  readonly onClose: () => void;
}) {
  const text = useText();
  const [isWhole, setWhole] = useState(false);
  const description = image?.description ?? '';
  return (
    <ModalDialog title={text('image')} size="large" isOpen={image !== undefined} onClose={onClose}>
      {image !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a picture larger than its place is scrolled by keys
        <div className="image-place" data-whole={isWhole || undefined} tabIndex={0}>
          <img src={image.address} alt={description} />
        </div>
      )}
      {description !== '' && <p className="quiet">{description}</p>}
      <div className="dialog-actions">
        <ToggleButton className="button" isSelected={isWhole} onChange={setWhole}>
          {text('image.actualSize')}
        </ToggleButton>
        <Button className="button" onPress={onClose}>
          {text('close')}
        </Button>
      </div>
    </ModalDialog>
  );
}
