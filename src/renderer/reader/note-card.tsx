// One highlight with its note: what it says, whether it is saved, and the way to its passage. Changes are passed on; none is made here.

import { Lock, MapPin, Pencil, Trash2 } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { AnchoringText } from '../../shared/anchoring-text.ts';
import type { Color } from '../../shared/annotation.ts';
import { useFailureWords } from '../failure-words.ts';
import { useColorName } from '../highlights/color-names.ts';
import { type Text, useText } from '../i18n.ts';
import { MarkdownText } from '../ui/markdown-text.tsx';
import { TagNames } from '../ui/tag-names.tsx';
import { AlikePlaces } from './alike-places.tsx';
import { areaName } from './area-name.ts';
import { NoteEditor } from './note-editor.tsx';
import type { AnnotationChange, ShownAnnotation } from './shown-annotation.ts';
import type { Passage } from './text-range.ts';

export interface NoteCardActions {
  readonly onGo: (id: string) => void;
  readonly onEdit: (id: string | undefined) => void;
  readonly onChange: (id: string, change: AnnotationChange) => void;
  readonly onRemove: (id: string) => void;
  readonly onRetry: (id: string) => void;
  /** The person will select the passage that it belongs to. */
  readonly onAttach: (id: string) => void;
  /** Puts it on a passage that its words fit. */
  readonly onAttachAt: (id: string, passage: Passage) => void;
  readonly onChoose: (id: string, passage: Passage) => void;
  /** The passage that was chosen for an annotation which has none. */
  readonly chosen: { readonly id: string; readonly passage?: Passage } | undefined;
  /** Looks for words in the text. */
  readonly onFind: (words: string) => void;
  readonly readingText: AnchoringText;
}

interface NoteCardProps extends NoteCardActions {
  readonly annotation: ShownAnnotation;
  readonly isActive: boolean;
  readonly isEditing: boolean;
}

const LONGEST_QUOTE = 140;

/** Shows an annotation as an item of the list. */
export function NoteCard({
  annotation,
  isActive,
  isEditing,
  onGo,
  onEdit,
  onChange,
  onRemove,
  onRetry,
  onAttach,
  onAttachAt,
  onChoose,
  chosen,
  onFind,
  readingText,
}: NoteCardProps) {
  const text = useText();
  const colorName = useColorName();
  const { id, color, note, tags, quote, context, standing } = annotation;
  const isLost = standing === 'orphan' || standing === 'ambiguous';
  return (
    <li
      className="note-card"
      data-key={id}
      data-color={color}
      data-state={annotation.state}
      data-active={isActive || undefined}
      aria-label={labelOf(annotation, text, colorName)}
    >
      {quote !== '' && !isLost && (
        <blockquote className="note-quote" dir="auto">
          {shortened(quote)}
        </blockquote>
      )}
      {annotation.area !== undefined && <p className="quiet">{areaName(annotation.area, text)}</p>}
      {quote !== '' && isLost && (
        <>
          <p className="quiet">{text('reader.stoodIn')}</p>
          <blockquote className="note-quote whole" dir="auto">
            {context.before}
            <mark>{quote}</mark>
            {context.after}
          </blockquote>
          {standing === 'ambiguous' && (
            <AlikePlaces
              annotation={annotation}
              readingText={readingText}
              chosen={chosen?.id === id ? chosen.passage : undefined}
              onChoose={(passage) => onChoose(id, passage)}
              onAttach={(passage) => onAttachAt(id, passage)}
            />
          )}
          <div className="note-actions">
            <Button className="plain-button" onPress={() => onFind(quote)}>
              {text('reader.lookFor')}
            </Button>
            <Button className="plain-button" onPress={() => onAttach(id)}>
              {text('attach')}
            </Button>
          </div>
        </>
      )}
      {isEditing ? (
        <NoteEditor
          annotation={annotation}
          onChange={(change) => onChange(id, change)}
          onDone={() => onEdit(undefined)}
        />
      ) : (
        <>
          {note !== '' && (
            <div className="note-text" dir="auto">
              <MarkdownText source={note} />
            </div>
          )}
          {annotation.isPrivate && (
            <p className="note-private">
              <Lock aria-hidden size={12} /> {text('reader.private')}
            </p>
          )}
          {tags.length > 0 && <TagNames className="note-tags" tags={tags} />}
        </>
      )}
      <div className="note-foot">
        <SaveState annotation={annotation} onRetry={() => onRetry(id)} />
        {(annotation.passage !== undefined || annotation.area !== undefined) && (
          <Button className="tool-button" aria-label={text('reader.goTo')} onPress={() => onGo(id)}>
            <MapPin aria-hidden="true" size={16} />
          </Button>
        )}
        {!isEditing && (
          <Button
            className="tool-button"
            aria-label={text(note === '' ? 'reader.addNote' : 'reader.editNote')}
            onPress={() => onEdit(id)}
          >
            <Pencil aria-hidden="true" size={16} />
          </Button>
        )}
        <Button className="tool-button" aria-label={text('reader.remove')} onPress={() => onRemove(id)}>
          <Trash2 aria-hidden="true" size={16} />
        </Button>
      </div>
    </li>
  );
}

function SaveState({ annotation, onRetry }: { readonly annotation: ShownAnnotation; readonly onRetry: () => void }) {
  const text = useText();
  const words = useFailureWords();
  if (annotation.state === 'saved') return <span className="note-state">{text('reader.saved')}</span>;
  if (annotation.state === 'saving') return <span className="note-state">{text('reader.saving')}</span>;
  return (
    <span className="note-state">
      <span className="note-failure">{text('reader.notSaved')}</span>
      <Button className="retry-button" onPress={onRetry}>
        {text('reader.tryAgain')}
      </Button>
      <span className="note-why">{words(annotation.failure).message}</span>
    </span>
  );
}

/** “Highlight, yellow, note: …”, as a screen reader says it. */
function labelOf({ standing, color, note }: ShownAnnotation, text: Text, colorName: (color: Color) => string): string {
  const kind = text(standing === 'document' ? 'reader.wholeNote' : 'reader.highlight');
  const parts = standing === 'document' ? [kind] : [kind, colorName(color)];
  if (standing === 'orphan' || standing === 'ambiguous') parts.push(text(`reader.${standing}`));
  if (note !== '') parts.push(text('reader.noteIs', { note }));
  return parts.join(', ');
}

function shortened(quote: string): string {
  const characters = [...quote.replaceAll('\n', ' ')];
  return characters.length <= LONGEST_QUOTE
    ? characters.join('')
    : `${characters.slice(0, LONGEST_QUOTE - 1).join('')}…`;
}
