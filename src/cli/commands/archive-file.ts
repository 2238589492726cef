// export-archive, import-archive: the whole archive as one file, and back.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { withoutAbsent } from '../../shared/fields.ts';
import type { CommandContext } from '../command-context.ts';

/** Adds `export-archive` and `import-archive`. */
export function addArchiveFileCommands(program: Command, context: CommandContext): void {
  const { output, withService, signal } = context;

  program
    .command('export-archive')
    .description('write the whole archive as one file: a BagIt bag that is a WACZ too')
    .argument('<file>', 'best with the ending .wacz')
    .option('--collection <name>', 'only the documents of a collection')
    .addHelpText('after', '\nExample:\n  pressmark export-archive ~/press-2026.wacz --archive ~/Press')
    .action(async (file: string, { collection }: { collection?: string }) => {
      const report = await withService((service) =>
        service.call(
          'archive.export',
          { to: path.resolve(file), ...withoutAbsent({ collection }) },
          { signal, onProgress: output.progress },
        ),
      );
      output.result({ ...report, file }, ({ documents, annotations, bytes, missing, changed }) =>
        [
          ...missing.map((each) => `missing: ${each}`),
          ...changed.map((each) => `changed since it was captured: ${each}`),
          `${file}: ${documents} documents and ${annotations} annotations in ${bytes} bytes.`,
        ].join('\n'),
      );
      if (report.missing.length || report.changed.length) context.endWith('damaged');
    });

  program
    .command('import-archive')
    .description('take in a file of export-archive: all of it, or nothing')
    .argument('<file>')
    .addHelpText('after', '\nExample:\n  pressmark import-archive ~/press-2026.wacz --archive ~/Press')
    .action(async (file: string) => {
      const folder = await context.folder();
      const isNew = !(await isArchive(folder));
      const { initLike, removeEmptyArchive } = await import('../../core/index.ts');
      if (isNew) await initLike(file, folder, await context.ports());
      try {
        const report = await withService((service) =>
          service.call('archive.import', { file: path.resolve(file) }, { signal, onProgress: output.progress }),
        );
        output.result({ ...report, file }, ({ captures, lines, documents }) => {
          const repaired = captures.repaired ? `, ${captures.repaired} that were missing or damaged here` : '';
          return `${captures.added} captures${repaired} and ${lines.added} changes taken in; ${captures.known} captures and ${lines.known} changes known already. The archive has ${documents} documents.`;
        });
      } catch (error) {
        if (isNew) await removeEmptyArchive(folder);
        throw error;
      }
    });
}

async function isArchive(folder: string): Promise<boolean> {
  return stat(path.join(folder, 'pressmark.json')).then(
    () => true,
    () => false,
  );
}
