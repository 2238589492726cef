// init, verify, reindex, stats, purge, demo: the archive itself.
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { columns } from '../output.ts';

export function addArchiveCommands(program: Command, context: CommandContext): void {
  const { output, withService } = context;

  program
    .command('init')
    .description('make an empty archive in --archive DIR')
    .addHelpText('after', '\nExample:\n  pressmark init --archive ~/Press')
    .action(async () => {
      const { initArchive } = await import('../../core/index.ts');
      const made = await initArchive(await context.folder(), await context.ports());
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
      output.result(report, ({ documents, files, bytes, damaged, journal }) => {
        const lines = journal.damagedLines.map(({ file, line, state }) => `${state}: ${file}, line ${line}`);
        const problems = [...damaged.map(({ path, problem }) => `${problem}: ${path}`), ...lines];
        const summary = `${documents} documents, ${files} files, ${bytes} bytes and ${journal.entries} journal entries read`;
        return problems.length
          ? [...problems, `${summary}.`].join('\n')
          : `${summary}: all unchanged since they were captured here.`;
      });
      if (report.damaged.length || report.journal.damagedLines.some(({ state }) => state === 'changed'))
        context.endWith('damaged');
    });

  program
    .command('reindex')
    .description('throw the catalogue and the index away and build them from the files')
    .addHelpText('after', '\nExample:\n  pressmark reindex --archive ~/Press')
    .action(async () => {
      const done = await withService((service) => service.call('archive.reindex', {}));
      output.result(
        done,
        ({ documents, elapsedMs }) => `${documents} documents indexed in ${(elapsedMs / 1000).toFixed(1)} s.`,
      );
    });

  program
    .command('stats')
    .description('count what the archive holds')
    .addHelpText('after', '\nExample:\n  pressmark stats --archive ~/Press')
    .action(async () => {
      const counts = await withService((service) => service.call('archive.stats', {}));
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
