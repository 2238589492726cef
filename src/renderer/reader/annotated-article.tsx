// An article in its frame with highlights, caret, toolbar and side notes. It joins them; each does its own part.

import { CornerUpLeft } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { prepareText } from '../../shared/anchoring-text.ts';
import { useFailureWords } from '../failure-words.ts';
import { useText } from '../i18n.ts';
import { annotationAtPoint } from './annotation-at-point.ts';
import { areaAtPoint, boxOf, paintAreas } from './area-boxes.ts';
import { ArticleFrame } from './article-frame.tsx';
import { attachAt, attachSelected } from './attach-selected.ts';
import { canPaint, type FrameWindow, paintAnnotations, paintMark } from './highlight-paint.ts';
import { AreaMarking } from './pdf/area-marking.tsx';
import { pagesBetween } from './pdf/page-at.ts';
import { type ReaderCommand, readerCommandOf } from './reader-keys.ts';
import { readShownArticle, type ShownReading } from './reading-map.ts';
import { SelectionToolbar } from './selection-toolbar.tsx';
import type { ShownAnnotation } from './shown-annotation.ts';
import { SideNotes } from './side-notes.tsx';
import { type Passage, spanOfPassage } from './text-range.ts';
import { useAnnotations } from './use-annotations.ts';
import { type Goal, useArrival, useGoal } from './use-goal.ts';
import { useKeptPlace } from './use-kept-place.ts';
import { type ShownImage, usePageGestures } from './use-page-gestures.ts';
import { motion, type OpenPage, type ScrollTo, useReader } from './use-reader.ts';
import { useSelectedPassage } from './use-selected-passage.ts';
import { useWayBack } from './use-way-back.ts';

const PdfFrame = lazy(async () => ({ default: (await import('./pdf/pdf-frame.tsx')).PdfFrame }));

/** The article that is open, for what stands around it: where words are, and going to them. */
export interface OpenArticle extends OpenPage {
  readonly show: (passage: Passage) => void;
}

export interface AnnotatedArticleProps {
  readonly document: string;
  /** Where each page of a PDF begins in the reading text; with it, the pages of the original are shown instead of the text. */
  readonly pages: readonly number[] | undefined;
  readonly title: string;
  readonly language: string | undefined;
  readonly readingText: string;
  readonly annotation: string | undefined;
  readonly passage: Passage | undefined;
  readonly onLink: (address: string) => void;
  readonly onOpen: (article: OpenArticle | undefined) => void;
  /** Words are looked for in the article. */
  readonly onFind: (words?: string) => void;
  readonly onImage: (image: ShownImage) => void;
  /** Whether the next drag marks a part of a page. */
  readonly isMarking: boolean;
  /** A part was marked, or none is to be. */
  readonly onMarkingEnd: () => void;
}

/** Shows an article that can be highlighted, unless its page is not the archive's text or the browser cannot paint: it then says so. */
export function AnnotatedArticle(props: AnnotatedArticleProps) {
  const text = useText();
  const words = useFailureWords();
  const { store, shown, isRead } = useAnnotations(props.document);
  const [page, setPage] = useState<FrameWindow>();
  const [layout, setLayout] = useState<object>({});
  const onLayout = useCallback(() => setLayout({}), []);
  const marker = useRef<HTMLDivElement>(null);
  const toolbar = useRef<HTMLDivElement>(null);
  const root = useRef<HTMLDivElement>(null);

  const { pages, readingText } = props;
  const [pagesReading, setPagesReading] = useState<ShownReading>();
  const [goal, setGoal] = useState<Goal>();
  const reading = useMemo(
    () => (pages === undefined ? page && readShownArticle(page.document, readingText) : pagesReading),
    [page, pages, readingText, pagesReading],
  );
  const isPaintable = page !== undefined && canPaint(page);
  const open = useMemo<OpenPage | undefined>(
    () => (page && reading && isPaintable ? { page, reading } : undefined),
    [page, reading, isPaintable],
  );

  const scrollTo = useCallback<ScrollTo>(({ top, bottom }, how) => {
    const element = marker.current;
    if (element === null) return;
    element.style.top = `${top}px`;
    element.style.height = `${Math.min(bottom - top, 400)}px`;
    element.scrollIntoView(how);
  }, []);
  const topOf = useCallback(
    ({ passage, area }: ShownAnnotation) => {
      if (open === undefined) return undefined;
      if (area !== undefined) return boxOf(open.page.document, area)?.top;
      return passage && spanOfPassage(passage, open.reading.map)?.getBoundingClientRect().top;
    },
    [open],
  );
  const wayBack = useWayBack(page);
  const goBack = () => {
    const isBack = wayBack.back();
    if (isBack) reader.change({ said: '' });
    return isBack;
  };
  const focusToolbar = () => {
    const first = toolbar.current?.querySelector('button');
    first?.focus();
    return first != null;
  };
  const reader = useReader({ open, store, language: props.language, scrollTo, topOf, focusToolbar, goBack });
  const { active, editing, hasCaret, said } = reader.state;
  const selection = useSelectedPassage(page, open?.reading, hasCaret);

  const command = (asked: ReaderCommand) => {
    if (asked.do !== 'escape' || !props.isMarking) return reader.command(asked);
    props.onMarkingEnd();
    return true;
  };

  usePageGestures(page, {
    hasCaret: () => hasCaret,
    moveCaret: reader.move,
    command,
    openPlace: (link, id) => {
      if (wayBack.follow(link, id)) reader.change({ said: text('back.hint') });
    },
    openLink: props.onLink,
    openImage: props.onImage,
    find: props.onFind,
    click: (x, y) => {
      const { annotations } = store.shown();
      const found = open && (annotationAtPoint(open, x, y, annotations) ?? areaAtPoint(open.page, x, y, annotations));
      reader.change({ active: found?.id, hasCaret: false });
    },
  });

  // Painted where the change happens and not at the next drawing: a highlight is there with the gesture.
  useLayoutEffect(() => {
    if (open === undefined) return;
    const paint = () => {
      paintAnnotations(open.page, open.reading.map, store.shown().annotations);
      paintAreas(open.page, store.shown().annotations);
    };
    paint();
    return store.subscribe(paint);
  }, [open, store]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `layout` says that pictures and pages are elsewhere now
  useLayoutEffect(() => {
    if (open !== undefined) paintAreas(open.page, store.shown().annotations);
  }, [open, store, layout]);
  const activePassage = shown.annotations.find((each) => each.id === active)?.passage;
  useLayoutEffect(() => {
    if (open !== undefined) paintMark(open.page, open.reading.map, 'active', activePassage);
  }, [open, activePassage]);

  const show = useCallback((passage: Passage) => setGoal({ passage, behavior: motion() }), []);
  const { onOpen } = props;
  useEffect(() => {
    onOpen(open && { ...open, show });
    return () => onOpen(undefined);
  }, [open, show, onOpen]);

  useArrival(isRead, props, shown.annotations, setGoal);
  useGoal(open, goal, layout, reader, () => setGoal(undefined));
  useKeptPlace(props.document, open, marker, props.annotation !== undefined || props.passage !== undefined);
  const needed = useMemo(() => {
    if (pages === undefined) return [];
    const passages = [...shown.annotations.map((each) => each.passage), goal?.passage].filter(
      (each) => each !== undefined,
    );
    return [...new Set(passages.flatMap(({ start, end }) => pagesBetween(start, end, pages)))];
  }, [pages, shown.annotations, goal]);

  const [attaching, setAttaching] = useState<{ readonly id: string; readonly passage?: Passage }>();
  const attach = async () => {
    if (attaching === undefined || open === undefined || !(await attachSelected(attaching.id, open, text))) return;
    open.page.document.getSelection()?.collapseToEnd();
    afterAttaching(attaching.id);
  };
  const anchoringText = useMemo(() => prepareText(readingText), [readingText]);
  const attachTo = async (id: string, passage: Passage) => {
    const quote = anchoringText.points.slice(passage.start, passage.end);
    if (await attachAt(id, passage, quote, text)) afterAttaching(id);
  };
  /** The focus goes back to the place in the list that was looked at. */
  const stopAttaching = () => {
    root.current?.querySelector<HTMLElement>('.alike-place[data-selected]')?.focus();
    setAttaching(undefined);
  };
  const afterAttaching = (id: string) => {
    setAttaching(undefined);
    reader.change({ active: id, said: text('attach.done') });
    backToArticle();
  };

  const backToArticle = () => page?.focus();
  const act = (done: boolean) => {
    if (done) backToArticle();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys work wherever the focus is within the reader
    <div
      className="annotated-article"
      ref={root}
      onKeyDown={(event) => {
        if (event.defaultPrevented || isTyping(event.target)) return;
        const asked = readerCommandOf(event);
        if (asked !== undefined && asked.do !== 'toolbar' && command(asked)) event.preventDefault();
      }}
    >
      {attaching !== undefined && (
        <p className="reader-warning attach-hint" role="status">
          {text(attaching.passage === undefined ? 'attach.hint' : 'attach.chosen')}
          <span className="attach-choices">
            {attaching.passage !== undefined && (
              <Button className="button" onPress={() => void attachTo(attaching.id, attaching.passage!)}>
                {text('attach.here')}
              </Button>
            )}
            <Button className="button" onPress={stopAttaching}>
              {text('cancel')}
            </Button>
          </span>
        </p>
      )}
      {page !== undefined && open === undefined && pages === undefined && (
        <p className="reader-warning" role="alert">
          {text(reading === undefined ? 'reader.otherText' : 'reader.cannotPaint')}
        </p>
      )}
      {shown.failure !== undefined && (
        <p className="reader-warning" role="alert">
          {text('reader.annotationsUnread')} {words(shown.failure).message}
        </p>
      )}
      <div className="reader-page">
        {pages === undefined ? (
          <ArticleFrame document={props.document} title={props.title} onPage={setPage} onLayout={onLayout} />
        ) : (
          <Suspense>
            <PdfFrame
              document={props.document}
              title={props.title}
              readingText={readingText}
              starts={pages}
              needed={needed}
              onPage={setPage}
              onReading={setPagesReading}
              onLayout={onLayout}
            />
          </Suspense>
        )}
        <div className="reader-marker" ref={marker} />
        {open && props.isMarking && (
          <AreaMarking
            page={open.page}
            onMark={(area) => {
              reader.markArea(area);
              props.onMarkingEnd();
              backToArticle();
            }}
            onLeave={props.onMarkingEnd}
          />
        )}
        {wayBack.isOpen && (
          <Button className="button way-back" onPress={goBack}>
            <CornerUpLeft aria-hidden size={16} /> {text('back')}
          </Button>
        )}
        {selection.caret && (
          <div
            className="reading-caret"
            style={{
              left: selection.caret.left,
              top: selection.caret.top,
              height: selection.caret.bottom - selection.caret.top,
            }}
          />
        )}
        {open && selection.box && (
          <div ref={toolbar}>
            <SelectionToolbar
              box={selection.box}
              width={open.page.innerWidth}
              onHighlight={(color) => act(reader.highlight(color))}
              onNote={() => void reader.note()}
              onAttach={attaching === undefined ? undefined : () => void attach()}
              onCopy={() => void copySelected(open.page)}
              onLeave={backToArticle}
            />
          </div>
        )}
      </div>
      <SideNotes
        annotations={shown.annotations}
        active={active}
        editing={editing}
        topOf={topOf}
        layout={layout}
        onGo={(id) => {
          reader.go(id);
          backToArticle();
        }}
        onEdit={(id) => {
          reader.change({ editing: id, ...(id === undefined ? {} : { active: id }) });
          if (id === undefined) backToArticle();
        }}
        onChange={store.update}
        onRemove={(id) => {
          store.remove(id);
          reader.change({ active: undefined, editing: undefined, said: text('reader.removed') });
          backToArticle();
        }}
        onRetry={store.retry}
        onAttach={(id) => setAttaching({ id })}
        onAttachAt={(id, passage) => void attachTo(id, passage)}
        onChoose={(id, chosen) => {
          setAttaching({ id, passage: chosen });
          show(chosen);
        }}
        chosen={attaching}
        readingText={anchoringText}
        onFind={props.onFind}
      />
      <UnsavedNotice annotations={shown.annotations} onRetry={store.retry} />
      <p className="for-screen-readers" role="status">
        {said}
      </p>
    </div>
  );
}

/** What could not be saved, wherever on the page its note is. */
function UnsavedNotice({
  annotations,
  onRetry,
}: {
  readonly annotations: readonly ShownAnnotation[];
  readonly onRetry: (id: string) => void;
}) {
  const text = useText();
  const failed = annotations.filter((each) => each.state === 'failed');
  return (
    <div className="unsaved-notice" role="alert">
      {failed.length > 0 && (
        <div className="unsaved-box">
          <span>{text('reader.unsaved', { count: failed.length })}</span>
          <Button
            className="retry-button"
            onPress={() => {
              for (const { id } of failed) onRetry(id);
            }}
          >
            {text('reader.tryAgain')}
          </Button>
        </div>
      )}
    </div>
  );
}

async function copySelected(page: FrameWindow): Promise<void> {
  await navigator.clipboard.writeText(page.document.getSelection()?.toString() ?? '');
  page.focus();
}

function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null;
}
