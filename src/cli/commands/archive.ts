// init, verify, health, history, reindex, stats, purge, demo: the archive itself.
import type { Command } from 'commander';
import type { Output } from '../../shared/api/index.ts';
import { withoutAbsent } from '../../shared/fields.ts';
import type { CommandContext } from '../command-context.ts';
import { wholeNumber } from '../option-values.ts';
import { columns, shorten } from '../output.ts';

/** Adds `init`, `verify`, `health`, `history`, `reindex`, `stats`, `purge` and `demo`. */
export function addArchiveCommands(program: Command, context: CommandContext): void {
  const { output, withService } = context;

  program
    .command('init')
    .description('make an empty archive in --archive DIR')
    .option('--anew', 'also where an archive was that has vanished')
    .addHelpText('after', '\nExample:\n  pressmark init --archive ~/Press')
    .action(async ({ anew }: { anew?: boolean }) => {
      const { initArchive } = await import('../../core/index.ts');
      const made = await initArchive(await context.folder(), await context.ports(), { anew: anew === true });
      output.result(made, ({ folder }) => `An empty archive is in ${folder}.`);
    });

  program
    .command('verify')
    .description('read every byte and compare it with its check sum')
    .option('--fix', 'make a new reading from a sound original')
    .addHelpText('after', '\nExample:\n  pressmark verify --archive ~/Press')
    .action(async ({ fix }: { fix?: boolean }) => {
      const report = await withService((service) =>
        service.call('archive.verify', { fix: fix === true }, { signal: context.signal, onProgress: output.progress }),
      );
      output.result(report, ({ documents, files, bytes, damaged, journal, fixed = [] }) => {
        const fixes = fixed.map(({ path, document, reading, error }) =>
          error
            ? `not fixed: ${error.message}`
            : `new reading ${reading} of ${document}, made from the original in ${path}`,
        );
        const lines = journal.damagedLines.map(({ file, line, state }) => `${state}: ${file}, line ${line}`);
        const problems = [...damaged.map(({ path, problem }) => `${problem}: ${path}`), ...lines];
        const summary = `${documents} documents, ${files} files, ${bytes} bytes and ${journal.entries} journal entries read`;
        return problems.length
          ? [...problems, ...fixes, `${summary}.`].join('\n')
          : `${summary}: all unchanged since they were captured here.`;
      });
      if (report.damaged.length || report.journal.damagedLines.some(({ state }) => state === 'changed'))
        context.endWith('damaged');
    });

  program
    .command('reindex')
    .description('throw the catalogue and the index away and build them from the files')
    .option('--accept-missing', 'also when captures have vanished in numbers')
    .addHelpText('after', '\nExample:\n  pressmark reindex --archive ~/Press')
    .action(async ({ acceptMissing }: { acceptMissing?: boolean }) => {
      const done = await withService((service) =>
        service.call('archive.reindex', { acceptMissing: acceptMissing === true }),
      );
      output.result(
        done,
        ({ documents, elapsedMs }) => `${documents} documents indexed in ${(elapsedMs / 1000).toFixed(1)} s.`,
      );
    });

  program
    .command('health')
    .description('tell what is missing here, still arriving, or set aside')
    .addHelpText('after', '\nExample:\n  pressmark health --archive ~/Press')
    .action(async () => {
      const found = await withService((service) => service.call('archive.health', {}));
      output.result(found, healthForPeople);
    });

  program
    .command('history')
    .description('tell who did what and when, newest first: in the archive, or to one document')
    .argument('[id]')
    .option('--limit <n>', '0 means all', wholeNumber, 50)
    .addHelpText('after', '\nExample:\n  pressmark history k3f9q2x7abcd --archive ~/Press')
    .action(async (id: string | undefined, { limit }: { limit: number }) => {
      const found = await withService((service) =>
        service.call('archive.history', { limit, ...withoutAbsent({ document: id }) }),
      );
      output.result(found, ({ changes }) => columns(changes.map(deedForPeople)));
    });

  program
    .command('stats')
    .description('count what the archive holds')
    .option('--size', 'also the files and bytes that it takes on the disk')
    .addHelpText('after', '\nExample:\n  pressmark stats --size --archive ~/Press')
    .action(async ({ size }: { size?: boolean }) => {
      const counts = await withService(async (service) => ({
        ...(await service.call('archive.stats', {})),
        ...(size === true ? await service.call('archive.size', {}) : {}),
      }));
      output.result(counts, ({ languages, sources, ...numbers }) =>
        columns([
          ...Object.entries(numbers).map(([name, n]) => [name, String(n)]),
          ['languages', languages.map(({ language, documents }) => `${language} ${documents}`).join(', ')],
          ['sources', sources.map(({ source, documents }) => `${source} ${documents}`).join(', ')],
        ]),
      );
    });

  program
    .command('purge')
    .description('empty the trash for good')
    .addHelpText('after', '\nExample:\n  pressmark purge --archive ~/Press')
    .action(async () => {
      const done = await withService((service) => service.call('documents.purge', {}));
      output.result(done, ({ purged }) => `${purged} documents purged.`);
    });

  program
    .command('demo')
    .description('make a small archive of sample articles, highlight them and export a dossier')
    .argument('[dir]', 'a folder that is not there yet or is empty', 'demo')
    .addHelpText('after', '\nExample:\n  pressmark demo ~/Press-demo')
    .action(async (dir: string) => {
      const { makeDemo } = await import('../demo.ts');
      await makeDemo(dir, context);
    });
}

function deedForPeople({ at, by, op, of, value }: Output<'archive.history'>['changes'][number]): string[] {
  const said = Object.values(value).filter((each) => typeof each === 'string');
  const words = op.startsWith('annotation.') ? '' : said.join(', ');
  return [at.slice(0, 16).replace('T', ' '), by, op, of, shorten(words, 60)];
}

function healthForPeople(found: Output<'archive.health'>): string {
  const { missing, awaited, arriving, setAside, copies, isClockDoubtful } = found;
  const lines = [
    ...missing.files.map(({ path, title }) => `missing here: ${path}  ${title}`),
    ...awaited.files.map(({ path, title }) => `not arrived yet: ${path}  ${title}`),
    ...arriving.map(({ path, since, state }) => `${state}: ${path}, since ${since.slice(0, 16)}`),
    ...setAside.map(({ at, by, op, of }) => `set aside until ${at.slice(0, 10)}: ${op} ${of} by ${by}`),
    ...copies.map((path) => `kept by a sync program, and read: ${path}`),
    ...(isClockDoubtful
      ? ['Changes made here are dated more than a day ahead: this computer’s clock was ahead, or is behind now.']
      : []),
  ];
  const counts = `${missing.count} missing here, ${awaited.count} not arrived yet, ${arriving.length} not whole, ${setAside.length} changes set aside`;
  return lines.length ? [...lines, `${counts}.`].join('\n') : 'Everything that is known of this archive is here.';
}
