// POST /api/METHOD: one way in for every method of the contract. It knows the table, and no method by its meaning.
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Service } from '../core/index.ts';
import { api, type MethodName } from '../shared/api/index.ts';
import { jobSchema } from '../shared/api/jobs.ts';
import { Failure } from '../shared/errors.ts';
import { said } from '../shared/said.ts';
import { sendJson } from './answers.ts';
import { CALLERS, type Exchange, type Route } from './exchange.ts';
import type { PageFiles } from './page-files.ts';
import { readJson } from './request-body.ts';

/** Bytes of a body: what was dropped into the window comes whole, everything else is words. */
const LARGEST_BODY = 2 ** 20;
const LARGEST_IMPORT = 2 ** 26;

/**
 * Makes the route of the contract. The output of a method is the answer; a method that reports items gives `{items, output}`, or, to who
 * accepts `application/x-ndjson`, a line `{"item"}` as each ends, then `{"output"}` or `{"error"}`.
 * The header `x-pressmark-job: NAME` makes the call a job, which goes on when its caller leaves.
 */
export function apiRoute(service: Service, pageFiles: PageFiles): Route {
  return {
    method: 'POST',
    path: /^\/api\/([\w.]+)$/u,
    callers: CALLERS,
    answer: async (exchange) => {
      const method = methodOf(exchange.parts[0] ?? '');
      const body = await readJson(exchange.request, method === 'documents.import' ? LARGEST_IMPORT : LARGEST_BODY);
      const job = jobOf(exchange);
      const files = exchange.caller === 'program' ? undefined : pageFiles.take(method, body);
      const answer = answerFor(exchange, method);
      try {
        const output = await service.call(method, (files?.input ?? body) as never, {
          ...(job === undefined ? { signal: leaving(exchange.response) } : { job }),
          onItem: answer.item,
        });
        await answer.end(files ? files.give(output) : output);
      } catch (thrown) {
        await files?.drop();
        throw thrown;
      }
    },
  };
}

function methodOf(name: string): MethodName {
  if (Object.hasOwn(api, name)) return name as MethodName;
  throw new Failure('not-found', said`There is no method ${name}.`, { subject: name });
}

function jobOf({ request }: Exchange): string | undefined {
  const job = request.headers['x-pressmark-job'];
  if (job === undefined || jobSchema.safeParse(job).success) return job as string | undefined;
  throw new Failure('usage', said`A job is named by 1 to 64 letters, digits, _ and -.`);
}

/** A call whose caller has left ends between two items. */
function leaving(response: ServerResponse): AbortSignal {
  const left = new AbortController();
  response.once('close', () => left.abort(new Failure('unavailable', said`The caller has left.`)));
  return left.signal;
}

interface Answer {
  readonly item: (item: unknown) => Promise<void>;
  readonly end: (output: unknown) => Promise<void>;
}

function answerFor({ request, response }: Exchange, method: MethodName): Answer {
  if (/\bapplication\/x-ndjson\b/iu.test(request.headers.accept ?? '')) return lines(response);
  const items: unknown[] = [];
  return {
    item: async (item) => void items.push(item),
    end: async (output) => sendJson(response, 200, 'item' in api[method] ? { items, output } : output),
  };
}

/** Lines as they come, waiting for a slow reader. The head is sent with the first, so that an early failure has its own status. */
function lines(response: ServerResponse): Answer {
  const write = async (line: unknown) => {
    if (!response.headersSent) response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    if (response.destroyed || response.write(`${JSON.stringify(line)}\n`)) return;
    await Promise.race([once(response, 'drain'), once(response, 'close')]);
  };
  return {
    item: (item) => write({ item }),
    end: async (output) => {
      await write({ output });
      response.end();
    },
  };
}
