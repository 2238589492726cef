// Commands of the promise that this version does not have yet: each says so, and nothing else.
import type { Command } from 'commander';
import { Failure } from '../../shared/errors.ts';

const COMMANDS = {
  bibliography: 'prints citations',
};

export function addUnavailableCommands(program: Command): void {
  for (const [name, sentence] of Object.entries(COMMANDS)) {
    program
      .command(name)
      .description(`${sentence} (not in this version)`)
      .allowUnknownOption()
      .allowExcessArguments()
      .addHelpText('after', `\nExample:\n  pressmark ${name}`)
      .action(() => {
        throw new Failure('unavailable', `This version does not have \`${name}\` yet.`, { subject: name });
      });
  }
}
