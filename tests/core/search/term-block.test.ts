// Blocks give back what was put in, and an automaton finds in them what it finds in each word by itself.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BlockDirectory, encodeDirectory } from '../../../src/core/search/block-directory.ts';
import { DocumentSet } from '../../../src/core/search/document-set.ts';
import { DecodedPostings, PostingsPart, PostingsWriter } from '../../../src/core/search/postings.ts';
import { scanBlock, takes, termAutomaton } from '../../../src/core/search/term-automaton.ts';
import { BlockReader, BlockWriter, findEachInBlock, SearchableBlock } from '../../../src/core/search/term-block.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '中', '1', '_', '\ud83d', '\ude00'), maxLength: 8 });
const words = fc.uniqueArray(word, { maxLength: 40 }).map((each) => each.sort());

function writeBlock(terms: readonly string[]): Uint8Array {
  const writer = new BlockWriter();
  for (const [index, term] of terms.entries()) writer.add(term, Uint8Array.of(index, 7));
  return writer.take().bytes;
}

test('a block gives its terms in order and finds each, and no other', () => {
  fc.assert(
    fc.property(words, word, (terms, other) => {
      const bytes = writeBlock(terms);
      const block = new SearchableBlock(bytes);
      const reader = new BlockReader(bytes);
      const read: string[] = [];
      while (reader.next()) read.push(reader.term);
      expect(read).toEqual(terms);
      for (const [index, term] of terms.entries()) expect(bytes[block.find(term)?.start ?? -1]).toBe(index);
      if (!terms.includes(other)) expect(block.find(other)).toBeUndefined();
      const found: string[] = [];
      const wanted = [...new Set([...terms, other])].sort();
      findEachInBlock(block, wanted, 0, wanted.length, (place, start) => found.push(`${wanted[place]}${bytes[start]}`));
      expect(found).toEqual(terms.map((term, index) => `${term}${index}`));
    }),
  );
});

test('a directory gives the first entries back, and the block in which each word would be', () => {
  fc.assert(
    fc.property(words, word, (firsts, other) => {
      const directory = new BlockDirectory(encodeDirectory(firsts));
      expect(Array.from({ length: directory.length }, (_, place) => directory.at(place))).toEqual(firsts);
      expect(directory.at(firsts.length)).toBeUndefined();
      for (const each of [...firsts, other])
        expect(directory.blockFor(each)).toBe(firsts.findLastIndex((first) => first <= each));
    }),
  );
});

test('wildcards and edits find in a block what they find word by word', () => {
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '1', '*'), minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(words, pattern, fc.constantFrom(undefined, 0, 1, 2), (terms, asked, distance) => {
      const automaton = termAutomaton(asked, distance);
      const found: string[] = [];
      scanBlock(new BlockReader(writeBlock(terms)), automaton, (reader) => found.push(reader.term));
      expect(found).toEqual(terms.filter((term) => takes(automaton, term)));
      if (distance === undefined) {
        const expression = new RegExp(`^${asked.replaceAll('*', '[^]*')}$`);
        expect(found).toEqual(terms.filter((term) => expression.test(term)));
      }
    }),
  );
});

test('postings give back documents and frequencies by field', () => {
  const frequency = fc.oneof(fc.nat(2), fc.nat(300), fc.integer({ min: 0, max: 2 ** 31 }));
  const document = fc.record({
    gap: fc.oneof(fc.nat(3), fc.nat(100_000)),
    frequencies: fc.tuple(frequency, frequency, frequency),
  });
  fc.assert(
    fc.property(fc.array(document, { maxLength: 50 }), (documents) => {
      const writer = new PostingsWriter();
      const expected: unknown[] = [];
      let number = 0;
      let fieldCount = 0;
      for (const { gap, frequencies } of documents) {
        if (frequencies.every((each) => each === 0)) continue;
        number += gap + 1;
        fieldCount += frequencies.filter((each) => each > 0).length;
        writer.add(number, frequencies, 0, 3, 1);
        expected.push([number + 500, frequencies.map((each) => (each > 0 ? each : undefined))]);
      }
      const decoded = new DecodedPostings();
      const value = writer.value();
      const part = new PostingsPart();
      expect(part.takeValue(500, value)).toBe(fieldCount);
      decoded.decode(part, 1);
      let used = 0;
      const read = Array.from({ length: decoded.count }, (_, index) => {
        const fields = [0, 1, 2].map((field) =>
          decoded.masks[index]! & (1 << field) ? decoded.frequencies[used++] : undefined,
        );
        return [decoded.documents[index], fields];
      });
      expect(read).toEqual(expected);
    }),
  );
});

test('a long list of postings gives all documents that are wanted without reading the others', () => {
  const gap = fc.oneof({ weight: 9, arbitrary: fc.nat(3) }, fc.nat(2000));
  fc.assert(
    fc.property(
      fc.array(gap, { minLength: 1, maxLength: 900 }),
      fc.array(fc.nat(899), { maxLength: 5 }),
      (gaps, places) => {
        const writer = new PostingsWriter();
        const documents = gaps.map(
          (
            (number) => (skipped) =>
              (number += skipped + 1)
          )(-1),
        );
        for (const document of documents) writer.add(document, [document % 3, 1 + (document % 200), 0], 0, 3, 1);
        const wanted = new DocumentSet(documents.at(-1)! + 101);
        const asked = new Set(
          places.filter((place) => place < documents.length).map((place) => documents[place]! + 100),
        );
        for (const document of asked) wanted.add(document);
        const decoded = new DecodedPostings();
        const value = writer.value();
        const part = new PostingsPart();
        part.takeValue(100, value);
        decoded.decodeAmong(part, 1, wanted);
        const found = new Map<number, (number | undefined)[]>();
        for (let index = 0, used = 0; index < decoded.count; index++) {
          const fields = [0, 1].map((field) =>
            decoded.masks[index]! & (1 << field) ? decoded.frequencies[used++]! : 0,
          );
          found.set(decoded.documents[index]!, fields);
        }
        for (const document of asked)
          expect(found.get(document)).toEqual([(document - 100) % 3, 1 + ((document - 100) % 200)]);
        if (documents.length > 400 && asked.size === 1) expect(decoded.count).toBeLessThan(documents.length / 2);
      },
    ),
  );
});
