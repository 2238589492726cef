// The words of the command line: every command of the promise, each built by the file of its noun.
import { Command } from 'commander';
import { version } from '../../package.json';
import { commandContext } from './command-context.ts';
import { addAnnotationCommands } from './commands/annotations.ts';
import { addArchiveCommands } from './commands/archive.ts';
import { addArchiveFileCommands } from './commands/archive-file.ts';
import { addDocumentCommands } from './commands/documents.ts';
import { addDossierCommands } from './commands/dossiers.ts';
import { addImportCommand } from './commands/import.ts';
import { addLabelCommands } from './commands/labels.ts';
import { addOverviewCommand } from './commands/overview.ts';
import { addReadingCommand } from './commands/reading.ts';
import { addRecaptureCommands } from './commands/recapture.ts';
import { addSearchCommand } from './commands/search.ts';
import { addSavedSearchCommands } from './commands/searches.ts';
import { addServeCommand } from './commands/serve.ts';
import { addDeviceCommands, addSettingsCommands } from './commands/settings.ts';
import { addSplitCommand } from './commands/split.ts';
import type { Output } from './output.ts';

/** Builds the program for one call. */
export function buildProgram(options: {
  readonly output: Output;
  readonly signal: AbortSignal;
  readonly setExit: (status: number) => void;
}): Command {
  const program = new Command('pressmark')
    .description('Keeps press articles for good and turns them into evidence.')
    .version(version)
    .option('--archive <dir>', 'the archive folder (else PRESSMARK_ARCHIVE)')
    .option('--json', 'machine-readable output')
    .option('--creator <name>', 'who signs annotations (else PRESSMARK_CREATOR)')
    .exitOverride()
    .configureOutput({ writeErr: (text) => (options.output.isJson ? undefined : process.stderr.write(text)) })
    .showHelpAfterError('(pressmark --help shows the commands)')
    .addHelpText(
      'after',
      '\nExample:\n  pressmark init --archive ~/Press\n  pressmark import article.html --archive ~/Press\n  pressmark search "amiti*" --archive ~/Press',
    );
  const context = commandContext(program, options);
  addArchiveCommands(program, context);
  addArchiveFileCommands(program, context);
  addImportCommand(program, context);
  addSplitCommand(program, context);
  addDocumentCommands(program, context);
  addRecaptureCommands(program, context);
  addReadingCommand(program, context);
  addSearchCommand(program, context);
  addLabelCommands(program, context);
  addOverviewCommand(program, context);
  addSavedSearchCommands(program, context);
  addAnnotationCommands(program, context);
  addDossierCommands(program, context);
  addSettingsCommands(program, context);
  addDeviceCommands(program, context);
  addServeCommand(program, context);
  return program;
}
