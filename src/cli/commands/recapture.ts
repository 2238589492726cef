// recapture, differences, syndications: a document fetched again, what changed in it, and where else it stands.
import type { Command } from 'commander';
import type { FailureValue } from '../../shared/errors.ts';
import { withoutAbsent } from '../../shared/fields.ts';
import type { CommandContext } from '../command-context.ts';
import { endEach } from '../failed-items.ts';

import { failureForPeople, shorten } from '../output.ts';

interface RecaptureOptions {
  readonly allowPrivate?: true;
  readonly render?: true;
}

/** Adds `recapture`, `syndications` and `differences`. */
export function addRecaptureCommands(program: Command, context: CommandContext): void {
  const { output, withService } = context;

  program
    .command('recapture')
    .description(
      'fetch documents again; each newer capture is kept beside the older ones, and annotations are found again in it',
    )
    .argument('<id...>')
    .option('--allow-private', 'permit addresses on this computer’s own networks')
    .option('--render', 'show them in a browser engine first, and keep a picture of the page')
    .addHelpText('after', '\nExample:\n  pressmark recapture k3f9q2x7abcd --archive ~/Press')
    .action((ids: string[], options: RecaptureOptions) => recapture(context, ids, options));

  program
    .command('syndications')
    .description('name documents with nearly the same text: the same article elsewhere')
    .argument('[id]', 'a document; all groups of the archive without it')
    .addHelpText('after', '\nExample:\n  pressmark syndications k3f9q2x7abcd --archive ~/Press')
    .action(async (id: string | undefined) => {
      const found = await withService((service) => service.call('documents.syndications', withoutAbsent({ id })));
      output.result(found, ({ groups }) => syndicationsForPeople(groups));
    });

  program
    .command('differences')
    .description('show what changed between two captures of a document, word by word')
    .argument('<id>')
    .option('--older <capture>', 'the older capture (else the one before the newer)')
    .option('--newer <capture>', 'the newer capture (else the newest)')
    .addHelpText('after', '\nExample:\n  pressmark differences k3f9q2x7abcd --archive ~/Press')
    .action(async (id: string, { older, newer }: { readonly older?: string; readonly newer?: string }) => {
      const found = await withService((service) =>
        service.call('documents.differences', { id, ...withoutAbsent({ older, newer }) }),
      );
      output.result(found, ({ older: before, newer: after, words, parts }) =>
        [
          `${before.capturedAt} → ${after.capturedAt}: ${words.deleted} words deleted, ${words.inserted} inserted.`,
          redline(parts),
        ].join('\n\n'),
      );
    });
}

interface Syndication {
  readonly id: string;
  readonly title: string;
  readonly source?: string | undefined;
  readonly published?: string | undefined;
  readonly likeness: number;
}

function syndicationsForPeople(groups: readonly (readonly Syndication[])[]): string {
  if (!groups.length) return 'No other document has nearly the same text.';
  const line = ({ id, title, source, published, likeness }: Syndication) =>
    [id, `${Math.round(likeness * 100)} %`, source, published, shorten(title, 70)].filter(Boolean).join('  ');
  return groups
    .map(([first, ...others]) =>
      [first ? line(first) : '', ...others.map((each) => `  also in  ${line(each)}`)].join('\n'),
    )
    .join('\n');
}

async function recapture(
  context: CommandContext,
  ids: string[],
  { allowPrivate, render }: RecaptureOptions,
): Promise<void> {
  const { output, signal } = context;
  let firstFailure: FailureValue | undefined;
  const summary = await context.withService((service) =>
    service.call(
      'documents.recapture',
      { ids, ...withoutAbsent({ allowPrivate, render }) },
      {
        signal,
        onProgress: output.progress,
        onItem: (item) => {
          firstFailure ??= item.error;
          output.result(item, ({ id, status, title, words, annotations, error }) => {
            if (error) return `failed      ${id}: ${failureForPeople(error)}`;
            const lost = (annotations?.orphan ?? 0) + (annotations?.ambiguous ?? 0);
            const changes = words ? `+${words.inserted} −${words.deleted} words` : '';
            return `${status.padEnd(10)}  ${id}  ${shorten(title ?? '', 70)}  ${changes}${lost ? `, ${lost} annotations not found` : ''}`;
          });
        },
      },
    ),
  );
  output.result(
    { summary },
    () => `${summary.recaptured} captured anew, ${summary.unchanged} unchanged, ${summary.failed} failed.`,
  );
  endEach(context, summary.recaptured + summary.unchanged, firstFailure);
}

/** Letters of what did not change that are shown before and after a change. */
const CONTEXT = 80;

type Part = { readonly op: 'equal' | 'deleted' | 'inserted'; readonly text: string };

/** Changes as `[-deleted-]` and `{+inserted+}` (as git writes them), with the words around them. */
function redline(parts: readonly Part[]): string {
  if (parts.every(({ op }) => op === 'equal')) return 'The text is the same.';
  return parts
    .map(({ op, text }, index) => {
      if (op === 'deleted') return `[-${text}-]`;
      if (op === 'inserted') return `{+${text}+}`;
      const [before, after] = [index > 0, index < parts.length - 1];
      const characters = [...text];
      if (characters.length <= (before && after ? 2 : 1) * CONTEXT) return text;
      const head = before ? characters.slice(0, CONTEXT).join('') : '';
      const tail = after ? characters.slice(-CONTEXT).join('') : '';
      return `${head} … ${tail}`;
    })
    .join('')
    .trim();
}
