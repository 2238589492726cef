// What every command gets: the output, the archive it is called on, and how to end.
import type { Command } from 'commander';
import type { Service } from '../core/index.ts';
import { archiveOf } from '../core/places.ts';
import type { Ports } from '../core/ports.ts';
import type { FailureCode } from '../shared/errors.ts';
import { FAILURES, Failure } from '../shared/errors.ts';
import type { Output } from './output.ts';

/** The options that may stand before or after the command's word. */
export interface GlobalOptions {
  readonly archive?: string;
  readonly json?: boolean;
  readonly creator?: string;
}

export interface CommandContext {
  readonly output: Output;
  readonly signal: AbortSignal;
  /** Ends with the exit status of a code, when the call itself is no failure (some items failed, damage was found). */
  readonly endWith: (code: FailureCode) => void;
  readonly ports: () => Promise<Ports>;
  /** The archive folder that the call names. @throws Failure `usage` when none is named. */
  readonly folder: () => Promise<string>;
  /** Opens the archive, runs, closes it. */
  readonly withService: <T>(use: (service: Service) => Promise<T>) => Promise<T>;
}

/** Makes the context of one call; nothing heavy is loaded before it is asked for. */
export function commandContext(
  program: Command,
  options: { readonly output: Output; readonly signal: AbortSignal; readonly setExit: (status: number) => void },
): CommandContext {
  const { output, signal, setExit } = options;
  let made: Promise<Ports> | undefined;
  const ports = () => {
    const { creator } = program.opts<GlobalOptions>();
    made ??= import('./node-ports.ts').then(({ nodePorts }) =>
      nodePorts({ log: output.remark, ...(creator === undefined ? {} : { creator }) }),
    );
    return made;
  };
  const folder = async () => {
    const named = archiveOf(program.opts<GlobalOptions>().archive, process.env, (await ports()).places.state);
    if (named) return named;
    throw new Failure('usage', 'No archive is named.', {
      remedy: 'Add --archive DIR or set PRESSMARK_ARCHIVE. A new one is made by: pressmark init --archive DIR',
    });
  };
  return {
    output,
    signal,
    endWith: (code) => setExit(FAILURES[code].exitStatus),
    ports,
    folder,
    async withService(use) {
      const { openArchive } = await import('../core/index.ts');
      const service = await openArchive(await folder(), await ports());
      if (service.warning !== undefined) output.remark(service.warning);
      try {
        return await use(service);
      } finally {
        await service.close();
        const { printer, pageEngine } = await ports();
        await printer.close();
        await pageEngine?.close();
      }
    },
  };
}
