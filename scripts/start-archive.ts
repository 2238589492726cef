// Which archive `npm start` opens in the browser: the one that is named, the last one, else the sample; a person at a terminal is asked.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { archiveOf, placesOf } from '../src/core/places.ts';

export interface ArchiveQuestion {
  readonly root: string;
  readonly named: string | undefined;
  readonly environment: NodeJS.ProcessEnv;
  /** Asks a person; left out where there is none. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  readonly say: (sentence: string) => void;
}

/** Gives the archive's folder, made when need be; undefined when it could not be made (the command line has said why). */
export async function archiveToOpen(question: ArchiveQuestion): Promise<string | undefined> {
  const { root, named, environment, ask } = question;
  const known = archiveOf(named, environment, placesOf(environment, '').state);
  if (known !== undefined) return known;
  if (ask === undefined) return sample(question);
  question.say(
    'Pressmark keeps articles in an archive, an ordinary folder. There is none yet:\n' +
      `  1  look around in a sample archive (in ${path.relative(process.cwd(), path.join(root, 'demo')) || '.'})\n` +
      '  2  make a new, empty archive\n  3  open an archive that you have',
  );
  const answer = (await ask('Which? [1] ')).trim();
  if (answer === '2') return madeEmpty(question, ask);
  if (answer === '3') return withHome((await ask('Its folder: ')).trim()) || undefined;
  return sample(question);
}

/** The sample lies in `demo/` of the project, which nothing else uses and which may be thrown away. */
function sample({ root, say }: ArchiveQuestion): string | undefined {
  const archive = path.join(root, 'demo/archive');
  if (existsSync(path.join(archive, 'pressmark.json'))) return archive;
  say('Making a sample archive in demo/ (a few seconds).');
  // Without an engine for its PDF the archive is there all the same.
  runProgram(root, ['demo', path.join(root, 'demo')], 'ignore');
  return existsSync(path.join(archive, 'pressmark.json')) ? archive : undefined;
}

async function madeEmpty(
  { root }: ArchiveQuestion,
  ask: (question: string) => Promise<string>,
): Promise<string | undefined> {
  const suggested = path.join(homedir(), 'Press Archive');
  const folder = withHome((await ask(`Its folder: [${suggested}] `)).trim() || suggested);
  return runProgram(root, ['init', '--archive', folder], 'inherit') ? folder : undefined;
}

function runProgram(root: string, words: readonly string[], output: 'inherit' | 'ignore'): boolean {
  const program = path.join(root, 'out/cli/pressmark.js');
  return spawnSync(process.execPath, [program, ...words], { stdio: ['ignore', output, 'inherit'] }).status === 0;
}

/** A person writes `~` and means it. */
function withHome(folder: string): string {
  return folder.startsWith('~') ? path.join(homedir(), folder.slice(1)) : folder;
}
