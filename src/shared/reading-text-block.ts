// One block of a reading text in the making: white space, characters that are left out, NFC, and where each character came from.
// Which elements make a block is not decided here.
import type { Run } from './reading-text-map.ts';

/** A finished block; the runs count UTF-16 units from the block's start. */
export interface Block<N> {
  readonly text: string;
  readonly runs: readonly Run<N>[];
}

/** Collects the text of one block after the other. */
export interface BlockWriter<N> {
  /** Adds the data of a text node in flowing text. */
  flow(node: N, data: string): void;
  /** Adds a stretch of a text node's preformatted data that holds no line end; `offset` is its UTF-16 offset in the node. */
  preformatted(node: N, data: string, offset: number): void;
  /** Adds white space that is no character of the page, such as a line break in a table's cell. */
  space(): void;
  /** Parts two cells of a row. */
  tab(): void;
  /** Ends the block and gives it, in NFC and without white space at its ends; it may be empty. */
  end(): Block<N>;
}

/** White space that is written only when something follows it in the block. */
interface PendingSpace<N> {
  readonly node: N | undefined;
  readonly offset: number;
  /** Made of U+3000 alone, which is nothing between two Han characters. */
  ideographic: boolean;
}

interface Token {
  readonly kind: 'text' | 'space';
  /** As long as in the source. */
  readonly characters: string;
  readonly offset: number;
}

const SPACE = '\\s\\u0085';
/** Soft hyphen, Arabic letter mark, zero-width space, directional marks, embeddings and isolates, byte order mark, NUL. */
const LEFT_OUT = '\\u00ad\\u061c\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\0';
/** Not among the characters of XML 1.0 §2.2; with the `u` flag the surrogates are the lone ones. */
const NOT_XML = '\\u0001-\\u0008\\u000e-\\u001f\\ufffe\\uffff\\ud800-\\udfff';
// JavaScript counts the byte order mark as white space, so what is left out stands before it.
const TOKEN = new RegExp(`([${LEFT_OUT}]+)|([${SPACE}]+)|([${NOT_XML}]+)|[^${LEFT_OUT}${SPACE}${NOT_XML}]+`, 'gu');

/** Tells whether a block says anything: it has a letter, a digit or a symbol. */
export function hasContent(text: string): boolean {
  return /[\p{L}\p{N}\p{S}]/u.test(text);
}

/** Writes a text as one line of flowing text, as a title is; it may be empty. */
export function flowingLineOf(text: string): string {
  const writer = createBlockWriter<undefined>();
  writer.flow(undefined, text);
  return writer.end().text;
}

/** Makes a writer for the blocks of one reading text. */
export function createBlockWriter<N>(): BlockWriter<N> {
  let text = '';
  let runs: Run<N>[] = [];
  let pending: PendingSpace<N> | undefined;
  let pendingTabs = 0;

  function append(node: N, nodeStart: number, characters: string): void {
    writePending(characters);
    addRun(runs, {
      node,
      nodeStart,
      nodeLength: characters.length,
      textStart: text.length,
      textLength: characters.length,
    });
    text += characters;
  }

  function writePending(next: string): void {
    if (text !== '' && pendingTabs > 0) text += '\t'.repeat(pendingTabs);
    else if (text !== '' && pending !== undefined) writeSpace(pending, next);
    pending = undefined;
    pendingTabs = 0;
  }

  function writeSpace({ node, offset, ideographic }: PendingSpace<N>, next: string): void {
    if (ideographic && /\p{Script=Han}$/u.test(text.slice(-2)) && /^\p{Script=Han}/u.test(next)) return;
    if (node !== undefined)
      addRun(runs, { node, nodeStart: offset, nodeLength: 1, textStart: text.length, textLength: 1 });
    text += ' ';
  }

  return {
    flow(node, data) {
      for (const { kind, characters, offset } of tokensOf(data)) {
        if (kind === 'text') append(node, offset, characters);
        else {
          pending ??= { node, offset, ideographic: true };
          pending.ideographic &&= !/[^\u3000]/u.test(characters);
        }
      }
    },
    preformatted(node, data, offset) {
      for (const token of tokensOf(data)) {
        const shown = token.kind === 'space' ? token.characters.replace(/[^\t]/gu, ' ') : token.characters;
        append(node, offset + token.offset, shown);
      }
    },
    space() {
      pending ??= { node: undefined, offset: 0, ideographic: false };
    },
    tab() {
      pendingTabs++;
    },
    end() {
      const block = compose(trim({ text, runs }));
      text = '';
      runs = [];
      pending = undefined;
      pendingTabs = 0;
      return block;
    },
  };
}

function* tokensOf(data: string): Generator<Token> {
  for (const match of data.matchAll(TOKEN)) {
    const [characters, leftOut, space, notXml] = match;
    if (leftOut !== undefined) continue;
    if (space !== undefined) yield { kind: 'space', characters, offset: match.index };
    else
      yield {
        kind: 'text',
        characters: notXml === undefined ? characters : '\ufffd'.repeat(characters.length),
        offset: match.index,
      };
  }
}

/** Adds a run, joined with the last one where both are one stretch in node and text. */
function addRun<N>(runs: Run<N>[], run: Run<N>): void {
  const last = runs.at(-1);
  const joins =
    last !== undefined &&
    last.node === run.node &&
    last.nodeStart + last.nodeLength === run.nodeStart &&
    last.textStart + last.textLength === run.textStart &&
    isLinear(last) &&
    isLinear(run);
  if (!joins) runs.push(run);
  else
    runs[runs.length - 1] = {
      ...last,
      nodeLength: last.nodeLength + run.nodeLength,
      textLength: last.textLength + run.textLength,
    };
}

function isLinear(run: Run<unknown>): boolean {
  return run.nodeLength === run.textLength;
}

function trim<N>(block: Block<N>): Block<N> {
  const start = block.text.length - block.text.trimStart().length;
  const end = block.text.trimEnd().length;
  if (start === 0 && end === block.text.length) return block;
  return { text: block.text.slice(start, end), runs: [...cut(block.runs, start, end, 0)] };
}

/** Puts a block into NFC. A composed character belongs to the node of its first part. */
function compose<N>(block: Block<N>): Block<N> {
  if (block.text.normalize('NFC') === block.text) return block;
  const runs: Run<N>[] = [];
  let text = '';
  let at = 0;
  for (const cluster of clustersOf(block.text)) {
    const composed = cluster.normalize('NFC');
    const parts = [...cut(block.runs, at, at + cluster.length, text.length)];
    if (composed === cluster) for (const part of parts) addRun(runs, part);
    else if (parts[0] !== undefined) runs.push(joinInFirstNode(parts, composed.length));
    text += composed;
    at += cluster.length;
  }
  return { text, runs };
}

/** Parts a text where parts can be composed by themselves: no mark or conjoining letter (Hangul) stands at a part's start. */
function* clustersOf(text: string): Generator<string> {
  let cluster = '';
  for (const character of text) {
    if (cluster !== '' && !belongsTo(cluster, character)) {
      yield cluster;
      cluster = '';
    }
    cluster += character;
  }
  yield cluster;
}

function belongsTo(cluster: string, character: string): boolean {
  if (character < '\u0300') return false;
  if (/^\p{M}/u.test(character)) return true;
  return (cluster + character).normalize('NFC') !== cluster.normalize('NFC') + character.normalize('NFC');
}

function joinInFirstNode<N>(parts: readonly Run<N>[], textLength: number): Run<N> {
  const first = parts[0]!;
  const last = parts.findLast((part) => part.node === first.node)!;
  return { ...first, nodeLength: last.nodeStart + last.nodeLength - first.nodeStart, textLength };
}

/** The parts of linear runs between two places of the text, moved so that the first place becomes `to`. */
function* cut<N>(runs: readonly Run<N>[], start: number, end: number, to: number): Generator<Run<N>> {
  for (let i = firstRunAfter(runs, start); i < runs.length && runs[i]!.textStart < end; i++) {
    const run = runs[i]!;
    const from = Math.max(start, run.textStart);
    const length = Math.min(end, run.textStart + run.textLength) - from;
    yield {
      node: run.node,
      nodeStart: run.nodeStart + from - run.textStart,
      nodeLength: length,
      textStart: from - start + to,
      textLength: length,
    };
  }
}

/** The index of the first run that ends after a place of the text. */
function firstRunAfter(runs: readonly Run<unknown>[], place: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs[middle]!.textStart + runs[middle]!.textLength <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}
