// One highlight or note of the archive: its words, what is said of it, and the way to its place.
import { Check } from 'lucide-react';
import { Checkbox, Link } from 'react-aria-components';
import { annotationTagsOf, bareId, noteOf, quoteOf } from '../../shared/annotation.ts';
import type { Output } from '../../shared/api/index.ts';
import { useLanguage, useText } from '../i18n.ts';
import { formatMoment } from '../moment.ts';
import { ALL_DOCUMENTS, formatRoute } from '../routes.ts';
import { MarkdownText } from '../ui/markdown-text.tsx';
import { TagNames } from '../ui/tag-names.tsx';
import { useColorName } from './color-names.ts';

type Item = Output<'annotations.query'>['items'][number];

interface HighlightRowProps {
  readonly item: Item;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}

/** Shows it as an item of the list. */
export function HighlightRow({ item, isChosen, onChoose }: HighlightRowProps) {
  const text = useText();
  const language = useLanguage();
  const colorName = useColorName();
  const { annotation, title, source } = item;
  const color = annotation['pressmark:color'];
  const quote = quoteOf(annotation)?.exact;
  const note = noteOf(annotation);
  const tags = annotationTagsOf(annotation);
  const named = title === '' ? text('document.untitled') : title;
  const href = formatRoute({
    view: 'document',
    document: annotation['pressmark:document'],
    annotation: bareId(annotation.id),
    list: ALL_DOCUMENTS,
  });
  return (
    <li className="highlight-row" data-color={color}>
      <Checkbox
        className="highlight-choice"
        aria-label={text('highlights.choose', { words: quote ?? note ?? named })}
        isSelected={isChosen}
        onChange={onChoose}
      >
        <span className="tick">{isChosen && <Check aria-hidden size={14} />}</span>
      </Checkbox>
      <div>
        {quote !== undefined && (
          <div className="highlight-quote">
            <blockquote dir="auto" lang={item.language}>
              {quote}
            </blockquote>
          </div>
        )}
        {note !== undefined && (
          <div className="highlight-note" dir="auto">
            <MarkdownText source={note} />
          </div>
        )}
        {tags.length > 0 && <TagNames className="highlight-tags" tags={tags} />}
        <p className="quiet">
          {color !== undefined && (
            <>
              <bdi>{colorName(color)}</bdi> ·{' '}
            </>
          )}
          <Link className="highlight-link" href={href}>
            <bdi>{named}</bdi>
          </Link>
          {source !== undefined && (
            <>
              {' '}
              · <bdi>{source}</bdi>
            </>
          )}{' '}
          ·{' '}
          <bdi>
            <time dateTime={annotation.created}>{formatMoment(annotation.created, language)}</time>
          </bdi>
        </p>
      </div>
    </li>
  );
}
