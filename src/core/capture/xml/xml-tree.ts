// Parses XML into a small tree of local names: feeds, books, and the wire formats. It is lenient, as feeds need, and has limits, as foreign bytes need.
// Entities that a file declares itself are refused: no honest format needs them, and they are how small files grow large.
import { decodeHTML } from 'entities';
import { Parser } from 'htmlparser2';
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import { decodeText } from '../decode-text.ts';

export interface XmlElement {
  /** Without prefix. */
  readonly name: string;
  readonly prefix: string;
  /** By their names as written. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
  /** Where the element stands in the text that was parsed, in UTF-16 units, end exclusive. */
  readonly start: number;
  readonly end: number;
}

const DEEPEST = 200;
const MOST_NODES = 1_000_000;

/**
 * Parses a text; gives its root element.
 * @throws Failure `invalid` when it has none, declares entities, or nests too deep; `too-large`
 */
export function parseXml(text: string): XmlElement {
  if (/<!ENTITY\s/iu.test(text.slice(0, 200_000)))
    throw new Failure('invalid', said`the XML declares entities of its own, which are not read`);
  const root: Draft = { name: '', prefix: '', attributes: {}, children: [], start: 0, end: text.length };
  const open: Draft[] = [root];
  let nodes = 0;
  let isRaw = false;
  const count = () => {
    if (++nodes > MOST_NODES) throw new Failure('too-large', said`the XML has more than ${MOST_NODES} parts`);
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        count();
        if (open.length > DEEPEST) throw new Failure('invalid', said`the XML nests elements more than ${DEEPEST} deep`);
        const { prefix, local } = nameOf(name);
        const element: Draft = {
          name: local,
          prefix,
          attributes: decoded(attributes),
          children: [],
          start: parser.startIndex,
          end: text.length,
        };
        open.at(-1)?.children.push(element);
        open.push(element);
      },
      onclosetag() {
        const element = open.length > 1 ? open.pop() : undefined;
        if (element !== undefined) element.end = parser.endIndex + 1;
      },
      ontext(data) {
        const children = open.at(-1)?.children;
        const text = isRaw ? data : decodeHTML(data);
        if (typeof children?.at(-1) === 'string') children[children.length - 1] += text;
        else {
          count();
          children?.push(text);
        }
      },
      oncdatastart() {
        isRaw = true;
      },
      oncdataend() {
        isRaw = false;
      },
    },
    { xmlMode: true, decodeEntities: false },
  );
  parser.write(text);
  parser.end();
  const found = root.children.find((each) => typeof each !== 'string');
  if (found === undefined) throw new Failure('invalid', said`the file is no XML`);
  return found;
}

interface Draft extends XmlElement {
  readonly children: (Draft | string)[];
  end: number;
}

function nameOf(name: string): { readonly prefix: string; readonly local: string } {
  const colon = name.indexOf(':');
  return colon === -1 ? { prefix: '', local: name } : { prefix: name.slice(0, colon), local: name.slice(colon + 1) };
}

function decoded(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, decodeHTML(value)]));
}

/** Decodes the bytes of an XML file by its mark or declaration, or by what they look like. */
export function decodeXml(bytes: Uint8Array): { readonly text: string; readonly isDamaged: boolean } {
  const head = Buffer.from(bytes.subarray(0, 400)).toString('latin1');
  const declared = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/u.exec(head)?.[1];
  if (declared !== undefined && !/^utf-?(?:8|16)/iu.test(declared)) {
    try {
      return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), isDamaged: false };
    } catch {
      // It is what it says, then.
    }
    try {
      const text = new TextDecoder(declared).decode(bytes);
      return { text, isDamaged: text.includes('\ufffd') };
    } catch {
      return decodeText(bytes);
    }
  }
  return decodeText(bytes);
}

/** The elements of a name within an element, at any depth, in order. */
export function* descendants(element: XmlElement, name: string): Generator<XmlElement> {
  const waiting: (XmlElement | string)[] = [...element.children].reverse();
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (typeof at === 'string') continue;
    if (at.name === name) yield at;
    for (let i = at.children.length - 1; i >= 0; i--) waiting.push(at.children[i] as XmlElement | string);
  }
}

/** Gives the children of an element that have a name. */
export function childrenNamed(element: XmlElement | undefined, name: string): XmlElement[] {
  return (element?.children ?? []).filter((each): each is XmlElement => typeof each !== 'string' && each.name === name);
}

/** Gives the first descendant along a path of names; undefined when a step of it is missing. */
export function childNamed(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((at, name) => childrenNamed(at, name)[0], element);
}

/** The text in an element with white space as one space; undefined when there is none. */
export function xmlText(element: XmlElement | undefined): string | undefined {
  const text = element === undefined ? '' : rawText(element).replace(/\s+/gu, ' ').trim();
  return text === '' ? undefined : text;
}

/** All text in an element as it stands. */
export function rawText(element: XmlElement): string {
  let text = '';
  const waiting: (XmlElement | string)[] = [element];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (typeof at === 'string') text += at;
    else for (let i = at.children.length - 1; i >= 0; i--) waiting.push(at.children[i] as XmlElement | string);
  }
  return text;
}
