// The worker in which foreign bytes are parsed: it does one task after the other and answers each. Nothing of it runs elsewhere.
import { parentPort } from 'node:worker_threads';
import { type FailureValue, failureValueOf } from '../../shared/errors.ts';
import { bandsOf, shinglesOf } from '../../shared/shingles.ts';
import type { Captured, CaptureRequest } from './captured.ts';
import type { ExportedList } from './exports/exported-record.ts';
import type { FetchedPage, PageResources } from './page-resources.ts';
import { readOriginal } from './read-original.ts';

/** What a worker can be asked. */
export type WorkerTask =
  | { readonly do: 'capture'; readonly request: CaptureRequest }
  | { readonly do: 'page-resources'; readonly page: FetchedPage }
  | { readonly do: 'export'; readonly bytes: Uint8Array };

export type WorkerAnswer =
  | { readonly captured: Captured }
  | { readonly resources: PageResources }
  | { readonly exported: ExportedList | undefined }
  | { readonly failure: FailureValue };

parentPort?.on('message', async (task: WorkerTask) => {
  parentPort?.postMessage(await answerTo(task));
});

function withBands(captured: Captured): Captured {
  return { ...captured, bands: bandsOf(shinglesOf(captured.reading.text)) };
}

async function answerTo(task: WorkerTask): Promise<WorkerAnswer> {
  try {
    switch (task.do) {
      case 'capture':
        return { captured: withBands(await readOriginal(task.request)) };
      case 'page-resources':
        return { resources: await (await import('./page-resources.ts')).listPageResources(task.page) };
      case 'export':
        return { exported: await (await import('./exports/read-export.ts')).readExport(task.bytes) };
    }
  } catch (thrown) {
    return { failure: failureValueOf(thrown) };
  }
}
