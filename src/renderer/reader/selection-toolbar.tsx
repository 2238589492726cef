// The small toolbar at a selection: colours, note, copy. It says what was chosen and does nothing itself.
import { Anchor, Copy, MessageSquarePlus } from 'lucide-react';
import { Button, Toolbar } from 'react-aria-components';
import { COLORS, type Color } from '../../shared/annotation.ts';
import { useColorName } from '../highlights/color-names.ts';
import { useText } from '../i18n.ts';
import type { Box } from './use-selected-passage.ts';

export interface SelectionToolbarProps {
  /** The selection, in pixels of the frame. */
  readonly box: Box;
  /** The frame's width in pixels. */
  readonly width: number;
  readonly onHighlight: (color: Color) => void;
  readonly onNote: () => void;
  /** While an annotation waits for its passage: puts it on this one. */
  readonly onAttach: (() => void) | undefined;
  readonly onCopy: () => void;
  /** Escape, or Tab past the end: back to the article. */
  readonly onLeave: () => void;
}

const HALF_WIDTH_PX = 136;
const HEIGHT_PX = 52;

/** Shows the toolbar above the selection, or below where there is no room above. */
export function SelectionToolbar(props: SelectionToolbarProps) {
  const text = useText();
  const colorName = useColorName();
  const { box, width } = props;
  const middle = (box.left + box.right) / 2;
  const left = Math.max(HALF_WIDTH_PX, Math.min(width - HALF_WIDTH_PX, middle));
  const top = box.top >= HEIGHT_PX ? box.top - HEIGHT_PX : box.bottom + 8;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape leaves it from any of its buttons
    <div
      className="selection-toolbar"
      style={{ left, top }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        props.onLeave();
      }}
    >
      <Toolbar aria-label={text('reader.selection')} className="selection-tools">
        {props.onAttach !== undefined && (
          <Button className="button primary" onPress={props.onAttach}>
            <Anchor aria-hidden size={16} /> {text('attach.here')}
          </Button>
        )}
        {COLORS.map((color, i) => (
          <Button
            key={color}
            className="color-button"
            data-color={color}
            aria-label={text('reader.highlightIn', { color: colorName(color), key: String(i + 1) })}
            onPress={() => props.onHighlight(color)}
          />
        ))}
        <Button className="tool-button" aria-label={text('reader.addNote')} onPress={props.onNote}>
          <MessageSquarePlus aria-hidden="true" size={18} />
        </Button>
        <Button className="tool-button" aria-label={text('reader.copy')} onPress={props.onCopy}>
          <Copy aria-hidden="true" size={18} />
        </Button>
      </Toolbar>
    </div>
  );
}
