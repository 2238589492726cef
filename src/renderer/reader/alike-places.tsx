// The places of the text that fit a lost annotation alike: each with the words around it, to be looked at and chosen.
import { useMemo } from 'react';
import { Button, ToggleButton } from 'react-aria-components';
import { placesAlike } from '../../shared/anchor.ts';
import type { AnchoringText } from '../../shared/anchoring-text.ts';
import { useText } from '../i18n.ts';
import type { ShownAnnotation } from './shown-annotation.ts';
import type { Passage } from './text-range.ts';

interface AlikePlacesProps {
  readonly annotation: ShownAnnotation;
  readonly readingText: AnchoringText;
  /** The place that is looked at. */
  readonly chosen: Passage | undefined;
  readonly onChoose: (passage: Passage) => void;
  readonly onAttach: (passage: Passage) => void;
}

/** Code points of the text that are shown on each side of a place. */
const AROUND = 48;

/** Lists the places; the one that was pressed last can have the annotation. */
export function AlikePlaces({ annotation, readingText, chosen, onChoose, onAttach }: AlikePlacesProps) {
  const text = useText();
  const { quote, context } = annotation;
  const { before, after } = context;
  const places = useMemo(
    () =>
      placesAlike(readingText, [{ type: 'TextQuoteSelector', exact: quote, prefix: before, suffix: after }]).map(
        (place) => ({ ...place, ...wordsAround(place, readingText) }),
      ),
    [readingText, quote, before, after],
  );
  if (places.length === 0) return null;
  return (
    <>
      <p className="quiet">{text('reader.alike')}</p>
      <ol className="alike-places" aria-label={text('reader.alike')}>
        {places.map(({ start, end, words, left, right }) => (
          <li key={start}>
            <ToggleButton
              className="alike-place"
              isSelected={chosen?.start === start}
              onPress={() => onChoose({ start, end })}
            >
              <span dir="auto">
                {left}
                <mark>{words}</mark>
                {right}
              </span>
            </ToggleButton>
            {chosen?.start === start && (
              <Button className="primary-button" onPress={() => onAttach({ start, end })}>
                {text('attach.here')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

function wordsAround({ start, end }: Passage, { points }: AnchoringText) {
  const from = Math.max(0, start - AROUND);
  const to = Math.min(points.length, end + AROUND);
  return {
    left: `${from > 0 ? '…' : ''}${points.slice(from, start)}`,
    words: points.slice(start, end),
    right: `${points.slice(end, to)}${to < points.length ? '…' : ''}`,
  };
}
