// Runs one call of the command line from its words to its exit status.
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { CommanderError } from 'commander';
import { placesOf } from '../core/places.ts';
import { FAILURES, Failure, type FailureValue, failureValueOf } from '../shared/errors.ts';
import { createOutput } from './output.ts';
import { buildProgram } from './program.ts';

/** Runs a command; gives its exit status. Ctrl-C stops between two items; a second one stops at once. */
export async function run(words: readonly string[]): Promise<number> {
  const options = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  const output = createOutput(options.includes('--json'));
  const stop = new AbortController();
  process.once('SIGINT', () => {
    stop.abort(new Failure('unavailable', 'Stopped. What was reported as done stays done.'));
    // Nobody waits for its next bytes any more; open, it would keep the program alive.
    process.stdin.destroy();
    process.once('SIGINT', () => process.exit(130));
  });
  // A reader that closes its end (`| head`) is no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  const status = { exit: 0 };
  try {
    await buildProgram({ output, signal: stop.signal, setExit: (exit) => (status.exit = exit) }).parseAsync(words, {
      from: 'user',
    });
    return status.exit;
  } catch (error) {
    if (error instanceof CommanderError) return usage(error, output);
    return output.failure(error instanceof Failure ? error.toValue() : defect(error));
  }
}

/** Help and version end well; anything else is a wrong call. Commander has printed its sentence for people. */
function usage(error: CommanderError, output: ReturnType<typeof createOutput>): number {
  if (error.exitCode === 0) return 0;
  if (output.isJson) return output.failure(usageFailure(error));
  return FAILURES.usage.exitStatus;
}

function usageFailure({ code, message }: CommanderError): FailureValue {
  if (code !== 'commander.help') return { code: 'usage', message: message.replace(/^error: /, '') };
  return {
    code: 'usage',
    message: 'The call names no command that there is.',
    remedy: '`pressmark --help` and `pressmark COMMAND --help` show them.',
  };
}

/** A defect of ours: the whole of it goes to the log file, which the message names. */
function defect(error: unknown): FailureValue {
  const value = failureValueOf(error);
  const { state } = placesOf(process.env, '');
  const log = path.join(state, 'pressmark.log');
  try {
    mkdirSync(state, { recursive: true });
    appendFileSync(log, `${new Date().toISOString()} ${error instanceof Error ? error.stack : String(error)}\n`);
    return {
      ...value,
      message: `Something went wrong inside Pressmark: ${value.message}`,
      remedy: `The log file ${log} has the details.`,
    };
  } catch (cause) {
    return {
      ...value,
      message: `Something went wrong inside Pressmark: ${value.message} (and ${log} could not be written: ${(cause as Error).message})`,
    };
  }
}
