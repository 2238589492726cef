// The reader: opens a document and shows it with its annotations. What happens in the article is in annotated-article.tsx.
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useText } from '../i18n.ts';
import { documentShown, failureOf } from '../queries.ts';
import { AnnotatedArticle } from './annotated-article.tsx';
import { ArticleHeader } from './article-header.tsx';
import { LinkDialog } from './link-dialog.tsx';
import type { Passage } from './text-range.ts';
import './reader.css';
import './reading-fonts.css';

export interface ReaderProps {
  readonly document: string;
  /** An annotation to go to, by its id. */
  readonly annotation?: string | undefined;
  /** A passage to go to. */
  readonly passage?: Passage | undefined;
}

/** Shows a document for reading and highlighting. */
export function Reader({ document, annotation, passage }: ReaderProps) {
  const text = useText();
  const shown = useQuery(documentShown(document, 'text'));
  const [link, setLink] = useState<string>();
  const textVersion = useVersion(shown.data?.text);
  if (shown.isPending)
    return (
      <p className="reader-notice" role="status">
        {text('reader.loading')}
      </p>
    );
  if (shown.isError) {
    const { message, remedy } = failureOf(shown.error);
    return (
      <section className="reader-notice" role="alert">
        <h1>{text('reader.cannotOpen')}</h1>
        <p>{message}</p>
        {remedy !== undefined && <p>{remedy}</p>}
      </section>
    );
  }
  const record = shown.data;
  const readingText = record.text ?? '';
  return (
    <section className="reader" aria-label={record.title === '' ? text('reader.untitled') : record.title}>
      <ArticleHeader record={record} readingText={readingText} onLink={setLink} />
      <AnnotatedArticle
        // Another capture or reading is another page.
        key={`${record.path} ${record.digest} ${textVersion}`}
        document={document}
        title={record.title}
        language={record.language}
        readingText={readingText}
        annotation={annotation}
        passage={passage}
        onLink={setLink}
      />
      <LinkDialog address={link} onClose={() => setLink(undefined)} />
    </section>
  );
}

/** A number that is another one when the text is. */
function useVersion(text: string | undefined): number {
  const version = useRef({ text, number: 0 });
  if (version.current.text !== text) version.current = { text, number: version.current.number + 1 };
  return version.current.number;
}
