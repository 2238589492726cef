// What people type, and how it is read: a table of queries, and a table of faults with their places.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ParsedQuery, parseQuery } from '../../../src/core/search/query-parser.ts';
import { Failure } from '../../../src/shared/errors.ts';

/** Writes a parsed query so that a table can hold it. */
function show(query: ParsedQuery): string {
  const clauses = query.clauses.map(({ kind, text, fields, boost, presence, editDistance }) => {
    const sign = { optional: '', required: '+', prohibited: '-' }[presence];
    const words = kind === 'phrase' ? `"${text}"` : text;
    const edits = editDistance === undefined ? '' : `~${editDistance}`;
    return `${sign}${fields === undefined ? '' : `${fields.join('|')}:`}${words}${edits}${boost === 1 ? '' : `^${boost}`}`;
  });
  const filters = query.filters.map(({ name, value, isExcluded }) => `[${isExcluded ? '-' : ''}${name}=${value}]`);
  return [...clauses, ...filters].join(' ');
}

const READ: readonly (readonly [query: string, read: string])[] = [
  ['press freedom', 'press freedom'],
  ['title:press^3 +archive -note*', 'title:press^3 +archive -note*'],
  ['colour~1', 'colour~1'],
  ['state-owned', 'state owned'],
  ["l'ambassadeur", "l'ambassadeur"],
  ['"Zhang Xiao"', '"Zhang Xiao"'],
  ['“Zhang Xiao” «la presse» 「中国」 „Presse“', '"Zhang Xiao" "la presse" "中国" "Presse"'],
  ['+"press freedom" -"old news"^2', '+"press freedom" -"old news"^2'],
  ['title:"the press"', 'title:"the press"'],
  ['amiti*', 'amiti*'],
  ['AT&T', 'at&t'],
  ['C++', 'c++'],
  ['10:30', '10 30'],
  ['http://example.com/a', 'http //example.com/a'],
  ['Brexit: what now', 'brexit what now'],
  ['Paris - Berlin', 'paris berlin'],
  ['press -', 'press'],
  ['about ~50 people', 'about 50 people'],
  ['a 12" record', 'a 12 record'],
  ['press (the fourth estate)', 'press the fourth estate'],
  ['say\\: press', 'say: press'],
  ['tag:climate source:"Le Monde" -author:Smith press', 'press [tag=climate] [source=Le Monde] [-author=Smith]'],
  ['after:2024-06-01 before:2025 has:note color:yellow', '[after=2024-06-01] [before=2025] [has=note] [color=yellow]'],
  ['in:notes press', 'notes:press'],
  ['in:notes in:highlights title:press', 'title:press'],
  ['', ''],
  ['   ', ''],
];

for (const [query, read] of READ) {
  test(`reads ${JSON.stringify(query)}`, () => expect(show(parseQuery(query))).toBe(read));
}

test('AND, OR, NOT and brackets bind as in press databases', () => {
  const shape = (query: string, interfaceLanguage?: string) => {
    const parsed = parseQuery(query, interfaceLanguage === undefined ? {} : { interfaceLanguage });
    const write = (expression: NonNullable<ParsedQuery['expression']>): string => {
      if (expression.kind === 'clause') return parsed.clauses[expression.clause]!.text;
      if (expression.kind === 'near')
        return `(${expression.clauses.map((clause) => parsed.clauses[clause]!.text).join(`~${expression.distance}~`)})`;
      if (expression.kind === 'not') return `!${write(expression.part)}`;
      return `(${expression.parts.map(write).join(expression.kind === 'and' ? '&' : '|')})`;
    };
    return parsed.expression && write(parsed.expression);
  };
  expect(shape('a AND b OR c')).toBe('((a&b)|c)');
  expect(shape('a AND (b OR c) NOT d')).toBe('(a&(b|c)&!d)');
  expect(shape('climate change OR "acid rain"')).toBe('((climate&change)|acid rain)');
  expect(shape('a NEAR/5 b OR c NOT d NEAR/2 "e f" NEAR/3 g')).toBe('((a~5~b)|(c&!((d~2~e f)&(e f~3~g))))');
  expect(shape('NOT (a OR -b)')).toBe('!(a|!b)');
  expect(shape('a AND')).toBe('a');
  expect(shape('((a AND b')).toBe('(a&b)');
  expect(shape('a and b')).toBeUndefined();
  expect(shape('a ET b SAUF c', 'fr-FR')).toBe('(a&b&!c)');
  expect(shape('a ET b')).toBeUndefined();
});

test('a French interface has French names for filters', () => {
  expect(show(parseQuery('auteur:Hugo du:2024 au:2025 Titre:presse', { interfaceLanguage: 'fr' }))).toBe(
    'title:presse [author=Hugo] [after=2024] [before=2025]',
  );
});

const REFUSED: readonly (readonly [query: string, position: number])[] = [
  ['foo:bar', 0],
  ['press foo:bar', 6],
  ['😀😀 foo:bar', 3],
  ['press "unclosed', 6],
  ['title:', 5],
  ['tag: press', 3],
  ['press~x', 5],
  ['press^', 5],
  ['"press"~2', 7],
  ['NEAR/5 archive', 0],
  ['press NEAR/5', 6],
  ['press NEAR/5 (a OR b)', 6],
  ['press NEAR/0 archive', 11],
  ['after:yesterday', 6],
  ['after:2024-13', 6],
  ['color:black', 6],
  ['in:everything', 3],
];

for (const [query, position] of REFUSED) {
  test(`refuses ${JSON.stringify(query)} at position ${position}`, () => {
    expect(() => parseQuery(query)).toThrow(Failure);
    expect(() => parseQuery(query)).toThrow(`at position ${position}:`);
  });
}

test('places of clauses and filters count code points', () => {
  const { clauses, filters } = parseQuery('😀 press tag:x "a b"');
  expect(clauses.map(({ start, end }) => [start, end])).toEqual([
    [0, 1],
    [2, 7],
    [14, 19],
  ]);
  expect(filters.map(({ start, end }) => [start, end])).toEqual([[8, 13]]);
});

test('whatever is typed is read or refused as invalid, and never anything else', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '"',
      '«',
      '»',
      '(',
      ')',
      '+',
      '-',
      '~',
      '^',
      ':',
      '*',
      '\\',
      ' ',
      'AND',
      'NOT ',
      'tag:',
      'title:',
      '1',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      try {
        parseQuery(pieces.join(''));
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(Failure);
        expect((thrown as Failure).code).toBe('invalid');
      }
    }),
    { numRuns: 2000 },
  );
});
