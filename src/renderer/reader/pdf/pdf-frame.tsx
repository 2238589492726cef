// The frame of a PDF's pages: as with articles, nothing runs in it, and it is as high as what it shows. It asks for the password of a locked one.
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { useText } from '../../i18n.ts';
import { dressFrame, onThemeChange } from '../frame-style.ts';
import type { FrameWindow } from '../highlight-paint.ts';
import type { ShownReading } from '../reading-map.ts';
import { openPdf } from './open-pdf.ts';
import pdfRules from './pdf.css?inline';
import { type PdfPages, showPdfPages } from './pdf-pages.ts';

export interface PdfFrameProps {
  readonly document: string;
  readonly title: string;
  readonly readingText: string;
  readonly starts: readonly number[];
  /** Pages whose words must be there, from 1: those with annotations, and the one to go to. */
  readonly needed: readonly number[];
  readonly onPage: (page: FrameWindow) => void;
  readonly onReading: (reading: ShownReading) => void;
  readonly onLayout: () => void;
}

/** The page of the frame before anything is in it. It has the window's own policy, and nothing of the document's. */
const EMPTY_PAGE = '<!doctype html><html><head></head><body><article></article></body></html>';

type State =
  | { readonly is: 'opening' | 'shown' }
  | { readonly is: 'locked'; readonly isAgain: boolean; readonly answer: (password: string) => void }
  | { readonly is: 'failed'; readonly why: string };

/** Shows the pages of a document's original. */
export function PdfFrame({ document, title, readingText, starts, needed, onPage, onReading, onLayout }: PdfFrameProps) {
  const text = useText();
  const element = useRef<HTMLIFrameElement>(null);
  const [frame, setFrame] = useState<FrameWindow>();
  const [pages, setPages] = useState<PdfPages>();
  const [state, setState] = useState<State>({ is: 'opening' });

  useEffect(() => {
    if (frame === undefined) return;
    const ending = new AbortController();
    let shown: PdfPages | undefined;
    void (async () => {
      try {
        const { pdf } = await openPdf(
          document,
          (isAgain) => new Promise((answer) => setState({ is: 'locked', isAgain, answer })),
          ending.signal,
        );
        shown = await showPdfPages({
          pdf,
          frame,
          readingText,
          starts,
          onReading,
          words: { noText: text('pdf.noText'), page: (number) => text('pdf.page', { number }) },
        });
        if (ending.signal.aborted) return shown.close();
        setPages(shown);
        setState({ is: 'shown' });
        onPage(frame);
      } catch (thrown) {
        if (!ending.signal.aborted) setState({ is: 'failed', why: (thrown as Error).message });
      }
    })();
    return () => {
      ending.abort();
      shown?.close();
      frame.document.querySelector('article')?.replaceChildren();
    };
  }, [frame, document, readingText, starts, onReading, onPage, text]);

  const wanted = needed.join(' ');
  useEffect(() => {
    if (wanted !== '') void pages?.needText(wanted.split(' ').map(Number));
  }, [pages, wanted]);

  useLayoutEffect(() => {
    const outer = element.current;
    if (outer === null || frame === undefined) return;
    let width = 0;
    const resize = () => {
      outer.style.height = `${Math.ceil(frame.document.body.getBoundingClientRect().height)}px`;
      if (width !== outer.clientWidth) pages?.fit();
      width = outer.clientWidth;
      onLayout();
    };
    const dress = () => dressFrame(outer, pdfRules);
    dress();
    const observer = new ResizeObserver(resize);
    observer.observe(frame.document.body);
    resize();
    const endTheme = onThemeChange(dress);
    return () => {
      observer.disconnect();
      endTheme();
    };
  }, [frame, pages, onLayout]);

  return (
    <>
      {state.is === 'opening' && (
        <p className="reader-notice" role="status">
          {text('pdf.opening')}
        </p>
      )}
      {state.is === 'failed' && (
        <p className="reader-warning" role="alert">
          {text('pdf.cannotShow')} {state.why}
        </p>
      )}
      {state.is === 'locked' && (
        <PasswordForm
          isAgain={state.isAgain}
          onPassword={(password) => {
            setState({ is: 'opening' });
            state.answer(password);
          }}
        />
      )}
      <iframe
        ref={element}
        className="reader-frame"
        data-ready={state.is === 'shown' || undefined}
        // Never allow-scripts: see docs/decisions/reading-frame.md.
        sandbox="allow-same-origin"
        srcDoc={EMPTY_PAGE}
        title={title}
        onLoad={({ currentTarget }) => {
          const inner = currentTarget.contentWindow as FrameWindow | null;
          if (inner === null || inner.document.querySelector('article') === null) return;
          inner.document.body.tabIndex = 0;
          setFrame(inner);
        }}
      />
    </>
  );
}

function PasswordForm({
  isAgain,
  onPassword,
}: {
  readonly isAgain: boolean;
  readonly onPassword: (password: string) => void;
}) {
  const text = useText();
  const [password, setPassword] = useState('');
  return (
    <form
      className="pdf-password"
      onSubmit={(event) => {
        event.preventDefault();
        onPassword(password);
      }}
    >
      <p role={isAgain ? 'alert' : undefined}>{text(isAgain ? 'pdf.wrongPassword' : 'pdf.locked')}</p>
      <TextField className="field" type="password" value={password} onChange={setPassword} autoFocus>
        <Label>{text('pdf.password')}</Label>
        <Input autoComplete="off" />
      </TextField>
      <Button className="button primary" type="submit" isDisabled={password === ''}>
        {text('pdf.unlock')}
      </Button>
    </form>
  );
}
