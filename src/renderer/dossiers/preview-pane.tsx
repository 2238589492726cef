// The pages of a dossier beside its editing: one large, all small, and the way to the page of each article.
import { ChevronLeft, ChevronRight, RotateCw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button, ListBox, ListBoxItem } from 'react-aria-components';
import type { DocumentItem } from '../../shared/document.ts';
import { type Dossier, PREVIEWED_ARTICLES } from '../../shared/dossier.ts';
import { useText } from '../i18n.ts';
import { Choice } from '../ui/choice.tsx';
import { FailureNote } from '../ui/failure-note.tsx';
import { Progress } from '../ui/progress.tsx';
import type { Printing } from './export-panel.tsx';
import { PdfPage } from './pdf-page.tsx';
import { type PreviewShown, useDossierPreview } from './use-dossier-preview.ts';

export interface PreviewPaneProps {
  readonly dossier: Dossier;
  readonly records: ReadonlyMap<string, DocumentItem> | undefined;
  readonly printing: Printing;
}

/** The cover, as a choice beside the ids of articles. */
const BEGINNING = 'beginning';

/** Shows the pages. */
export function PreviewPane({ dossier, records, printing }: PreviewPaneProps) {
  const text = useText();
  const { paper, edition, isByPages } = printing;
  const [place, setPlace] = useState(BEGINNING);
  const [number, setNumber] = useState(1);
  const article = dossier.items.length > PREVIEWED_ARTICLES && dossier.items.includes(place) ? place : undefined;
  const preview = useDossierPreview(
    {
      dossier: dossier.id,
      paper,
      edition,
      pdfAs: isByPages ? 'original' : 'reading',
      ...(article === undefined ? {} : { article }),
    },
    records && versionOf(dossier, records),
  );
  const { shown, isStale, progress, failure } = preview;
  // Where one wished to go is reached when its pages are there.
  const wished = useRef<string>(undefined);
  useEffect(() => {
    if (shown === undefined) return;
    const page = wished.current === undefined ? undefined : pageOf(shown, wished.current);
    if (page !== undefined) wished.current = undefined;
    setNumber((before) => page ?? Math.min(before, shown.pages));
  }, [shown]);
  const goTo = (chosen: string) => {
    const page = shown && pageOf(shown, chosen);
    wished.current = page === undefined ? chosen : undefined;
    if (page !== undefined) setNumber(page);
    setPlace(chosen);
  };
  const places = [
    { value: BEGINNING, name: text('preview.beginning') },
    ...(shown?.articles ?? dossier.items).map((id) => ({
      value: id,
      name: records?.get(id)?.title || text('document.untitled'),
    })),
  ];
  return (
    <section className="preview" aria-labelledby="dossier-preview">
      <header className="preview-head">
        <h2 id="dossier-preview">{text('preview')}</h2>
        <Button className="button icon" aria-label={text('preview.refresh')} onPress={preview.refresh}>
          <RotateCw aria-hidden size={16} />
        </Button>
      </header>
      <Choice label={text('preview.goTo')} value={place} options={places} onChange={goTo} isLabelHidden />
      {progress && <Progress label={text('preview.making')} done={progress.done} total={progress.total} />}
      {!progress && isStale && (
        <p className="quiet" role="status">
          {text('preview.stale')}
        </p>
      )}
      {failure && !progress && <FailureNote failure={failure} onRetry={preview.refresh} />}
      {shown && (
        <div className={isStale ? 'preview-pages stale' : 'preview-pages'} aria-busy={isStale}>
          <PageTurner shown={shown} number={number} onNumber={setNumber} />
          <PdfPage
            pdf={shown.pdf}
            number={Math.min(number, shown.pages)}
            label={text('preview.page', { number, pages: shown.pages })}
          />
          <PageText shown={shown} number={number} />
          <ListBox
            className="preview-thumbs"
            aria-label={text('preview.pages')}
            items={Array.from({ length: shown.pages }, (_, i) => ({ id: i + 1 }))}
            dependencies={[shown]}
            orientation="horizontal"
            selectionMode="single"
            disallowEmptySelection
            selectionBehavior="replace"
            selectedKeys={[number]}
            onSelectionChange={(keys) => {
              for (const key of keys) setNumber(Number(key));
            }}
          >
            {({ id }) => (
              <ListBoxItem id={id} textValue={String(id)} className="preview-thumb">
                <PdfPage pdf={shown.pdf} number={id} />
                <span>{id}</span>
              </ListBoxItem>
            )}
          </ListBox>
          {shown.items.length < shown.articles.length && (
            <p className="field-hint">
              {text('preview.some', { count: shown.items.length, total: shown.articles.length })}
            </p>
          )}
        </div>
      )}
    </section>
  );
}

function PageTurner({
  shown,
  number,
  onNumber,
}: {
  readonly shown: PreviewShown;
  readonly number: number;
  readonly onNumber: (number: number) => void;
}) {
  const text = useText();
  return (
    <div className="preview-turner">
      <Button
        className="button icon"
        aria-label={text('preview.previous')}
        isDisabled={number <= 1}
        onPress={() => onNumber(number - 1)}
      >
        <ChevronLeft aria-hidden size={16} />
      </Button>
      <output>{text('preview.page', { number, pages: shown.pages })}</output>
      <Button
        className="button icon"
        aria-label={text('preview.next')}
        isDisabled={number >= shown.pages}
        onPress={() => onNumber(number + 1)}
      >
        <ChevronRight aria-hidden size={16} />
      </Button>
    </div>
  );
}

/** The words of the page for those who hear it. */
function PageText({ shown: { pdf }, number }: { readonly shown: PreviewShown; readonly number: number }) {
  const [words, setWords] = useState('');
  useEffect(() => {
    let isOver = false;
    const read = async () => {
      const { items } = await (await pdf.getPage(Math.min(number, pdf.numPages))).getTextContent();
      if (!isOver) setWords(items.map((item) => ('str' in item ? item.str : '')).join(' '));
    };
    // Pages that are gone have nothing to say.
    void read().catch(() => undefined);
    return () => {
      isOver = true;
    };
  }, [pdf, number]);
  return (
    <p className="for-screen-readers" dir="auto">
      {words}
    </p>
  );
}

function pageOf({ items, articles }: PreviewShown, place: string): number | undefined {
  if (place === BEGINNING) return items[0]?.id === articles[0] ? 1 : undefined;
  return items.find(({ id }) => id === place)?.firstPage;
}

/** Changes with all that the pages are made of, as far as the window knows it. */
function versionOf({ modified }: Dossier, records: ReadonlyMap<string, DocumentItem>): string {
  const facts = [...records.values()].map(
    ({ id, title, author, source, published, tags, annotationCount }) =>
      [id, title, author, source, published, tags, annotationCount] as const,
  );
  return `${modified} ${JSON.stringify(facts)}`;
}
