// Keeps the pages of a dossier beside its editing: asked for anew a moment after the last change, what is running is cancelled, and the pages
// there are stay in sight until the new ones are there.
import { useEffect, useReducer, useRef, useState } from 'react';
import type { Input, Output } from '../../shared/api/index.ts';
import type { FailureValue } from '../../shared/errors.ts';
import { call, newJob, onEvent } from '../api.ts';
import { type OpenedPdf, openPdfBytes } from '../reader/pdf/open-pdf.ts';

/** How long after a change nothing more must be changed, in milliseconds. */
const PAUSE_MS = 900;

export interface PreviewShown extends Omit<Output<'dossiers.preview'>, 'pdf'> {
  readonly pdf: OpenedPdf['pdf'];
}

export interface DossierPreview {
  /** The newest pages that were made. */
  readonly shown: PreviewShown | undefined;
  /** Whether the dossier has changed since they were made. */
  readonly isStale: boolean;
  /** While pages are being made. */
  readonly progress: { readonly done?: number; readonly total?: number | undefined } | undefined;
  readonly failure: FailureValue | undefined;
  /** Makes the pages anew. */
  readonly refresh: () => void;
}

/** Makes previews of what is asked for; `version` changes whenever the pages may have, and is undefined while that is not known. Leaving the view cancels and frees everything. */
export function useDossierPreview(question: Input<'dossiers.preview'>, version: string | undefined): DossierPreview {
  const [shown, setShown] = useState<PreviewShown & { readonly of: string }>();
  const [progress, setProgress] = useState<DossierPreview['progress']>();
  const [failure, setFailure] = useState<FailureValue>();
  const [wish, refresh] = useReducer((before: number) => before + 1, 0);
  const hasBegun = useRef(false);
  const open = useRef<OpenedPdf>(undefined);
  const asked = `${JSON.stringify(question)} ${version} ${wish}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` says all of it
  useEffect(() => {
    if (version === undefined) return undefined;
    const ending = new AbortController();
    const job = newJob();
    let isRunning = false;
    const endEvents = onEvent((event) => {
      if (event.type === 'progress' && event.job === job) setProgress({ done: event.done, total: event.total });
    });
    const make = async () => {
      hasBegun.current = true;
      isRunning = true;
      setProgress({});
      const result = await call('dossiers.preview', question, { job });
      isRunning = false;
      if (ending.signal.aborted) return;
      if (!result.ok) {
        setFailure(result.error);
        setProgress(undefined);
        return;
      }
      const { pdf, ...rest } = result.value;
      const opened = await openPdfBytes(bytesOf(pdf), new AbortController().signal);
      if (ending.signal.aborted) return opened.close();
      open.current?.close();
      open.current = opened;
      setShown({ ...rest, pdf: opened.pdf, of: asked });
      setFailure(undefined);
      setProgress(undefined);
    };
    const timer = setTimeout(() => void make(), hasBegun.current ? PAUSE_MS : 0);
    return () => {
      clearTimeout(timer);
      ending.abort();
      endEvents();
      setProgress(undefined);
      if (isRunning) void call('jobs.cancel', { job });
    };
  }, [asked]);

  useEffect(() => () => open.current?.close(), []);

  return { shown, isStale: shown !== undefined && shown.of !== asked, progress, failure, refresh };
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
