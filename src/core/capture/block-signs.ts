// What the judge of blocks (block-judge.ts) sees of each block of an article: signs in its text, its place, its neighbours and its names.
import { type ArticleBlock, endsSentence, foldedText, followsImage } from './article-blocks.ts';
import { DAY_OF_MONTH, NAMES, PHRASES } from './block-words.ts';
import { textOf } from './page-dom.ts';

export interface SeenBlock {
  readonly block: ArticleBlock;
  /** The signs that are there, with their strength from 0 to 1. */
  readonly signs: ReadonlyMap<string, number>;
}

const SENTENCE_INSIDE = /[.!?…。！？؟।](?=\s|["'»”’)\]」』])/gu;
/** A paragraph that says something: so many words, or so many whatever its end (words). */
const LONG = 22;
const LONGER = 45;

const SIZES: readonly (readonly [below: number, name: string])[] = [
  [4, '0-3'],
  [8, '4-7'],
  [14, '8-13'],
  [24, '14-23'],
  [45, '24-44'],
];
const AROUND = ['li', 'blockquote', 'table', 'figure', 'header', 'footer', 'section', 'a', 'aside'];

/** Looks at the blocks of an article, which are in order. */
export function seeBlocks(blocks: readonly ArticleBlock[], article: Element): readonly SeenBlock[] {
  const whole = Math.max(1, sum(blocks.map(({ words }) => words)));
  const names = new Map<Element, NameSigns>();
  const ends = blocks.map(({ text }) => endsSentence(text));
  const isLong = blocks.map(({ words, linked }, at) => linked < 0.5 && words >= (ends[at] === true ? LONG : LONGER));
  const [first, last] = [isLong.indexOf(true), isLong.lastIndexOf(true)];
  const folded = blocks.map(({ text }) => foldedText(text));
  const places = blocks.map(placeOf);
  const parents = blocks.map(({ element }) => element.parentElement);
  const words = blocks.map((block) => block.words);
  const repeats = tally(
    folded,
    blocks.map(() => 1),
  );
  const alike = tally(places, words);
  const beside = tally(parents, words);
  return blocks.map((block, at) => {
    const { element } = block;
    const signs = new Map<string, number>();
    const add: Add = (name, value) => {
      if (Number(value) !== 0) signs.set(name, Number(value));
    };
    add('always', 1);
    addTextSigns(add, block, ends[at] === true);
    addPhrases(add, block);
    addNames(add, namesOf(element, article, names));
    addElements(add, block);
    add('long paragraph', isLong[at] === true);
    const zone = first === -1 || (at >= first && at <= last) ? undefined : at < first ? 'head' : 'tail';
    if (zone !== undefined) {
      add(zone, 1);
      add(`${zone}, no sentence`, ends[at] !== true);
      add(`${zone}, only a link`, block.linked > 0.9);
    }
    add('repeated', (repeats.get(folded[at] as string) ?? 0) > 1);
    add('share of words in like places', (alike.get(places[at] as string) ?? block.words) / whole);
    add('share of words beside it', (beside.get(parents[at] ?? null) ?? block.words) / whole);
    add('short article', whole < 150);
    add('long article', whole > 1000);
    return { block, signs };
  });
}

type Add = (name: string, value: number | boolean) => void;

function addTextSigns(add: Add, { text, words, linked, element }: ArticleBlock, ends: boolean): void {
  add(`words ${SIZES.find(([most]) => words < most)?.[1] ?? '45-'}`, 1);
  add('ends a sentence', ends);
  add('several sentences', (text.match(SENTENCE_INSIDE)?.length ?? 0) > 1);
  add('linked', linked);
  add('mostly linked', linked > 0.5);
  if (linked > 0.9) add(`only a link, words ${words < 8 ? '0-7' : '8-'}`, 1);
  add('digits', Math.min(1, (4 * (text.match(/\d/gu)?.length ?? 0)) / text.length));
  add('capitalised', Math.min(1, (text.match(/(?:^|\s)\p{Lu}/gu)?.length ?? 0) / Math.max(1, words)));
  add('upper case', text.length > 3 && text === text.toUpperCase() && text !== text.toLowerCase());
  add('all bold', shareIn(element, 'b, strong', text) > 0.8);
  add('all italic', shareIn(element, 'i, em', text) > 0.8);
  add('image', element.querySelector('img') !== null);
  if (followsImage(element)) add(words < 45 ? 'follows an image' : 'follows an image, long', 1);
  add('is markup', /^<\/?[a-z][^>]*>/iu.test(text));
}

function addPhrases(add: Add, { text, words }: ArticleBlock): void {
  const beginning = text.slice(0, 400);
  const said = PHRASES.filter(([, pattern]) => pattern.test(beginning));
  for (const [name] of said) add(`says ${name}`, 1);
  add('says several', said.length > 1);
  add('only a date', words < 8 && (said.some(([name]) => name === 'date') || DAY_OF_MONTH.test(text)));
}

function addElements(add: Add, { tag, element }: ArticleBlock): void {
  add(`tag ${/^h[1-6]$/u.test(tag) ? 'heading' : tag}`, 1);
  for (const around of AROUND) add(`in ${around}`, tag !== around && element.closest(around) !== null);
}

interface NameSigns {
  readonly own: ReadonlySet<string>;
  readonly around: ReadonlySet<string>;
}

const NO_NAMES: NameSigns = { own: new Set(), around: new Set() };

function addNames(add: Add, { own, around }: NameSigns): void {
  for (const name of own) add(`named ${name}`, 1);
  for (const name of around) add(`in a place named ${name}`, 1);
}

function namesOf(element: Element | null, article: Element, known: Map<Element, NameSigns>): NameSigns {
  if (element === null || element === article) return NO_NAMES;
  const before = known.get(element);
  if (before !== undefined) return before;
  const outer = namesOf(element.parentElement, article, known);
  const written = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`;
  const own = written.length < 3 ? [] : NAMES.flatMap(([name, sign]) => (sign.test(written) ? [name] : []));
  const names = { own: new Set(own), around: new Set([...outer.own, ...outer.around]) };
  known.set(element, names);
  return names;
}

/** Blocks of one kind have the same element and classes, within the same. */
export function placeOf({ element }: ArticleBlock): string {
  const parent = element.parentElement;
  return `${element.localName}.${element.getAttribute('class') ?? ''}<${parent?.localName ?? ''}.${parent?.getAttribute('class') ?? ''}`;
}

function shareIn(element: Element, selector: string, text: string): number {
  if (element.closest(selector) !== null) return 1;
  return sum([...element.querySelectorAll(selector)].map((each) => textOf(each).length)) / text.length;
}

/** Adds up the amounts of each key. */
function tally<K>(keys: readonly K[], amounts: readonly number[]): ReadonlyMap<K, number> {
  const sums = new Map<K, number>();
  for (const [at, key] of keys.entries()) sums.set(key, (sums.get(key) ?? 0) + (amounts[at] as number));
  return sums;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
