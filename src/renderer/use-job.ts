// One long call with its progress and its end: what the views that start one have in common.
import { useEffect, useRef, useState } from 'react';
import type { FailureValue, Result } from '../shared/errors.ts';
import { call, newJob, onEvent } from './api.ts';

export type JobState<T> =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly done?: number; readonly total?: number | undefined }
  | { readonly state: 'ended'; readonly value: T }
  | { readonly state: 'cancelled' }
  | { readonly state: 'failed'; readonly failure: FailureValue };

export interface Job<T> {
  readonly job: JobState<T>;
  readonly start: (run: (job: string) => Promise<Result<T>>) => void;
  readonly cancel: () => void;
  /** Forgets how it ended. */
  readonly reset: () => void;
}

/** Keeps one job; leaving the view cancels it. */
export function useJob<T>(): Job<T> {
  const [job, setJob] = useState<JobState<T>>({ state: 'idle' });
  const running = useRef<string | undefined>(undefined);
  const isCancelled = useRef(false);

  useEffect(() => {
    const end = onEvent((event) => {
      if (event.type === 'progress' && event.job === running.current)
        setJob({ state: 'running', done: event.done, total: event.total });
    });
    return () => {
      end();
      if (running.current !== undefined) void call('jobs.cancel', { job: running.current });
    };
  }, []);

  const start = (run: (job: string) => Promise<Result<T>>) => {
    const name = newJob();
    running.current = name;
    isCancelled.current = false;
    setJob({ state: 'running' });
    void run(name).then((result) => {
      if (running.current !== name) return;
      running.current = undefined;
      if (result.ok) setJob({ state: 'ended', value: result.value });
      else if (isCancelled.current) setJob({ state: 'cancelled' });
      else setJob({ state: 'failed', failure: result.error });
    });
  };
  const cancel = () => {
    if (running.current === undefined) return;
    isCancelled.current = true;
    void call('jobs.cancel', { job: running.current });
  };
  return { job, start, cancel, reset: () => setJob({ state: 'idle' }) };
}
