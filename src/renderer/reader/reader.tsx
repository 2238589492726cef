// The reader: opens a document and shows it with its annotations, as its text or as the pages of its original. What happens in the article is in
// annotated-article.tsx.
import { useQuery } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { DocumentShown } from '../../shared/document.ts';
import { useText } from '../i18n.ts';
import { documentShown, failureOf } from '../queries.ts';
import { LinkDialog } from '../ui/link-dialog.tsx';
import { AnnotatedArticle, type OpenArticle } from './annotated-article.tsx';
import { ArticleHeader } from './article-header.tsx';
import { CorrectDialog } from './correct-dialog.tsx';
import { DetailsDialog } from './details-dialog.tsx';
import { FindBar } from './find-bar.tsx';
import { ImageDialog } from './image-dialog.tsx';
import { outlineOf } from './outline.ts';
import { RecogniseText } from './pdf/recognise-text.tsx';
import { PrintDialog } from './print-dialog.tsx';
import { type ArticleForm, ReaderBar } from './reader-bar.tsx';
import type { Passage } from './text-range.ts';
import type { ShownImage } from './use-page-gestures.ts';
import { WholeNoteDialog } from './whole-note-dialog.tsx';
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
  // An article is much to draw: it is drawn in pieces.
  const shown = useDeferredValue(useQuery(documentShown(document, 'text')));
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
  return <ReadDocument record={shown.data} annotation={annotation} passage={passage} />;
}

type Shown = 'details' | 'correct' | 'note' | 'print';

const FORM_STORED_AS = 'pressmark-form';

function ReadDocument({
  record,
  annotation,
  passage,
}: {
  readonly record: DocumentShown;
  readonly annotation: string | undefined;
  readonly passage: Passage | undefined;
}) {
  const text = useText();
  const readingText = record.text ?? '';
  const [link, setLink] = useState<string>();
  const [image, setImage] = useState<ShownImage>();
  const [dialog, setDialog] = useState<Shown>();
  const [isMarking, setMarking] = useState(false);
  const [search, setSearch] = useState<{ readonly words: string }>();
  const [open, setOpen] = useState<OpenArticle>();
  const [wanted, setWanted] = useState<ArticleForm>(() =>
    localStorage.getItem(FORM_STORED_AS) === 'text' ? 'text' : 'pages',
  );
  const textVersion = useVersion(record.text);
  const starts = usePages(record);
  const form = starts === undefined ? undefined : wanted;
  const outline = useMemo(() => (open === undefined || form === 'pages' ? [] : outlineOf(open.reading)), [open, form]);
  const onFind = useCallback((words = '') => setSearch({ words }), []);
  const close = () => setDialog(undefined);
  const onForm = (chosen: ArticleForm) => {
    localStorage.setItem(FORM_STORED_AS, chosen);
    setWanted(chosen);
    setMarking(false);
  };
  useFindKey(onFind);
  return (
    <section
      className="reader"
      data-form={form ?? 'text'}
      aria-label={record.title === '' ? text('reader.untitled') : record.title}
    >
      <ReaderBar
        form={form}
        onForm={onForm}
        marking={form === 'pages' && open !== undefined ? { isOn: isMarking, onChange: setMarking } : undefined}
        outline={outline}
        onGo={(to) => open?.show(to)}
        onFind={() => onFind()}
        onNote={() => setDialog('note')}
        onPrint={() => setDialog('print')}
        onDetails={() => setDialog('details')}
        onCorrect={() => setDialog('correct')}
      />
      {search !== undefined && <FindBar open={open} search={search} onClose={() => setSearch(undefined)} />}
      <ArticleHeader record={record} readingText={readingText} isPaged={form === 'pages'} onLink={setLink} />
      {starts !== undefined && <RecogniseText record={record} starts={starts} onDone={() => onForm('text')} />}
      <AnnotatedArticle
        // Another capture or reading is another page.
        key={`${record.path} ${record.digest} ${textVersion} ${form}`}
        document={record.id}
        pages={form === 'pages' ? starts : undefined}
        title={record.title}
        language={record.language}
        readingText={readingText}
        annotation={annotation}
        passage={passage}
        onLink={setLink}
        onOpen={setOpen}
        onFind={onFind}
        onImage={setImage}
        isMarking={isMarking}
        onMarkingEnd={() => setMarking(false)}
      />
      <LinkDialog address={link} onClose={() => setLink(undefined)} />
      <ImageDialog document={record.id} image={image} onClose={() => setImage(undefined)} />
      <WholeNoteDialog document={record.id} isOpen={dialog === 'note'} onClose={close} />
      <PrintDialog record={record} isOpen={dialog === 'print'} onClose={close} />
      <DetailsDialog record={record} isOpen={dialog === 'details'} onClose={close} />
      <CorrectDialog record={record} readingText={readingText} isOpen={dialog === 'correct'} onClose={close} />
    </section>
  );
}

/** The key that looks for words, wherever in the window the focus is, unless something lies over the article. */
function useFindKey(onFind: () => void): void {
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      const isFind =
        (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'f';
      if (!isFind || event.defaultPrevented || document.querySelector('[role="dialog"]') !== null) return;
      event.preventDefault();
      onFind();
    };
    window.addEventListener('keydown', key);
    return () => window.removeEventListener('keydown', key);
  }, [onFind]);
}

/** Where the pages begin; the same array until they begin elsewhere. */
function usePages({ format, pages }: DocumentShown): readonly number[] | undefined {
  const written = format === 'pdf' ? pages?.join(' ') : undefined;
  return useMemo(
    () => (written === undefined || written === '' ? undefined : written.split(' ').map(Number)),
    [written],
  );
}

/** A number that is another one when the text is. */
function useVersion(text: string | undefined): number {
  const version = useRef({ text, number: 0 });
  if (version.current.text !== text) version.current = { text, number: version.current.number + 1 };
  return version.current.number;
}
