// A picture of the article as large as the window lets it be, or as large as it is; a part of it can be marked by dragging.
import { type PointerEvent, useState } from 'react';
import { Button, ToggleButton } from 'react-aria-components';
import { call } from '../api.ts';
import { useText } from '../i18n.ts';
import { attempt, tellDone } from '../notices.ts';
import { ModalDialog } from '../ui/modal-dialog.tsx';
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

interface Corner {
  readonly x: number;
  readonly y: number;
}

/** A drag over less than this share of the picture is a click. */
const LEAST_SHARE = 0.01;

function Picture({ document, image, onClose }: ImageDialogProps & { readonly image: ShownImage }) {
  const text = useText();
  const [isWhole, setWhole] = useState(false);
  const [corners, setCorners] = useState<readonly [Corner, Corner]>();
  const [isDragged, setDragged] = useState(false);
  const area = corners && areaBetween(...corners);
  const isMarked = area !== undefined && area.width >= LEAST_SHARE && area.height >= LEAST_SHARE;
  const mark = async () => {
    if (area === undefined) return;
    const made = await attempt(
      () => call('annotations.create', { document, area: { ...area, image: image.number } }),
      text('retry'),
    );
    if (made === undefined) return;
    onClose();
    tellDone(text('areas.marked'), {
      label: text('undo'),
      run: () => void attempt(() => call('annotations.remove', { ids: [made.id] }), text('retry')),
    });
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a picture larger than its place is scrolled by keys */}
      <div className="image-place" data-whole={isWhole || undefined} tabIndex={0}>
        <div
          className="image-sheet"
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            setDragged(true);
            setCorners([cornerOf(event), cornerOf(event)]);
          }}
          onPointerMove={(event) => {
            if (isDragged && corners) setCorners([corners[0], cornerOf(event)]);
          }}
          onPointerUp={() => setDragged(false)}
          onPointerCancel={() => setDragged(false)}
        >
          <img src={image.address} alt={image.description} draggable={false} />
          {area !== undefined && (
            <span
              className="image-area"
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
        <Button className="button primary" isDisabled={!isMarked} onPress={() => void mark()}>
          {text('areas.mark')}
        </Button>
      </div>
    </>
  );
}

/** Where the pointer is, as shares of the picture. */
function cornerOf({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>): Corner {
  const { left, top, width, height } = currentTarget.getBoundingClientRect();
  const within = (share: number) => Math.min(1, Math.max(0, share));
  return { x: within((clientX - left) / width), y: within((clientY - top) / height) };
}

function areaBetween(a: Corner, b: Corner): { x: number; y: number; width: number; height: number } {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}
