// A picture of the article as large as the window lets it be, or as large as it is; a part of it can be marked by dragging.
import { useState } from 'react';
import { Button, ToggleButton } from 'react-aria-components';
import { call } from '../api.ts';
import { useText } from '../i18n.ts';
import { attempt } from '../notices.ts';
import { ModalDialog } from '../ui/modal-dialog.tsx';
import { didChange } from '../undo.ts';
import { useDraggedArea } from './dragged-area.ts';
import { madeAnnotation } from './made-annotation.ts';
import type { ShownImage } from './use-page-gestures.ts';

interface ImageDialogProps {
  readonly document: string;
  readonly image: ShownImage | undefined;
  readonly onClose: () => void;
}

/** Shows a picture with its description. */
export function ImageDialog({ document, image, onClose }: ImageDialogProps) {
  const text = useText();
  return (
    <ModalDialog title={text('image')} size="large" isOpen={image !== undefined} onClose={onClose}>
      {image !== undefined && <Picture document={document} image={image} onClose={onClose} />}
    </ModalDialog>
  );
}

function Picture({ document, image, onClose }: ImageDialogProps & { readonly image: ShownImage }) {
  const text = useText();
  const [isWhole, setWhole] = useState(false);
  const { dragged, hearing } = useDraggedArea((event) => event.currentTarget);
  const area = dragged?.area;
  const mark = async () => {
    if (area === undefined) return;
    const made = await attempt(
      () => call('annotations.create', { document, area: { ...area, image: image.number } }),
      text('retry'),
    );
    if (made === undefined) return;
    onClose();
    didChange(madeAnnotation(made.id, text('areas.marked'), text), text('undo'));
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a picture larger than its place is scrolled by keys */}
      <div className="image-place" data-whole={isWhole || undefined} tabIndex={0}>
        <div className="image-sheet" {...hearing}>
          <img src={image.address} alt={image.description} draggable={false} />
          {area !== undefined && (
            <span
              className="dragged-area"
              style={{
                left: `${area.x * 100}%`,
                top: `${area.y * 100}%`,
                width: `${area.width * 100}%`,
                height: `${area.height * 100}%`,
              }}
            />
          )}
        </div>
      </div>
      {image.description !== '' && <p className="quiet">{image.description}</p>}
      <p className="quiet">{text('areas.hint')}</p>
      <div className="dialog-actions">
        <ToggleButton className="button" isSelected={isWhole} onChange={setWhole}>
          {text('image.actualSize')}
        </ToggleButton>
        <Button className="button" onPress={onClose}>
          {text('close')}
        </Button>
        <Button className="button primary" isDisabled={dragged?.isMarkable !== true} onPress={() => void mark()}>
          {text('areas.mark')}
        </Button>
      </div>
    </>
  );
}
