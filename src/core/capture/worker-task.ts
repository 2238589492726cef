// What a capture worker can be asked, and what it answers: plain values that travel between threads.
import type { FailureValue } from '../../shared/errors.ts';
import type { Captured, CaptureRequest, Container, Part } from './captured.ts';
import type { ExportedList } from './exports/exported-record.ts';
import type { FetchedPage, PageResources } from './page-resources.ts';

/** `open` begins to part a container, `next` asks for its next part. */
export type WorkerTask =
  | { readonly do: 'capture'; readonly request: CaptureRequest }
  | { readonly do: 'page-resources'; readonly page: FetchedPage }
  | { readonly do: 'export'; readonly bytes: Uint8Array }
  | { readonly do: 'open'; readonly container: Container }
  | { readonly do: 'next' };

export type WorkerAnswer =
  | { readonly captured: Captured }
  | { readonly resources: PageResources }
  | { readonly exported: ExportedList | undefined }
  | { readonly part: Part | undefined }
  | { readonly failure: FailureValue };

/** With each answer: what the thread holds now, in megabytes. */
export interface WorkerState {
  readonly heldMb: number;
}

/** The bytes that go to the worker for good with a capture; the other tasks' bytes are used again by whoever asks. */
export function bytesOf(task: WorkerTask): Uint8Array | undefined {
  return task.do === 'capture' ? task.request.bytes : undefined;
}
