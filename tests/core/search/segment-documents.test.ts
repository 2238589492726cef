// What a segment keeps of its documents comes back whatever the lengths, the languages and the gaps.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeDocuments, encodeDocuments, GONE } from '../../../src/core/search/segment-documents.ts';

const CODES = ['en', 'zh', 'und'];
const FIELDS = 3;

const length = fc.oneof(fc.constant(0), fc.nat(255), fc.nat(2 ** 16), fc.nat(2 ** 32 - 1));
const document = fc.record({
  isThere: fc.boolean(),
  language: fc.nat(CODES.length - 1),
  lengths: fc.array(length, { minLength: FIELDS, maxLength: FIELDS }),
});

test('documents come back from where they were written', () => {
  fc.assert(
    fc.property(fc.array(document, { maxLength: 40 }), fc.nat(5), (documents, before) => {
      const others = Array.from({ length: before }, () => ({ isThere: true, language: 0, lengths: [9, 9, 9] }));
      const all = [...others, ...documents];
      const state = {
        codes: CODES,
        languageOf: Uint8Array.from(all, ({ language }) => language),
        lengths: Array.from({ length: FIELDS }, (_, field) => Uint32Array.from(all, (each) => each.lengths[field]!)),
      };
      const isThere = (number: number) => all[number]!.isThere;
      const bytes = encodeDocuments(state, before, documents.length, isThere);
      const decoded = decodeDocuments(bytes, documents.length, FIELDS);
      expect(decoded.codes).toEqual(CODES);
      const present = documents.filter((each) => each.isThere);
      expect(decoded.countByCode).toEqual(
        CODES.map((_, code) => present.filter((each) => each.language === code).length),
      );
      expect([...decoded.languages]).toEqual(documents.map((each) => (each.isThere ? each.language : GONE)));
      for (let field = 0; field < FIELDS; field++) {
        const lengths = documents.map((each) => (each.isThere ? each.lengths[field]! : 0));
        expect([...(decoded.lengths[field] ?? documents.map(() => 0))]).toEqual(lengths);
      }
    }),
  );
});
