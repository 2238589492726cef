// What people read when a value does not fit a schema: never the library's words.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { api } from '../../src/shared/api/index.ts';
import { chinese } from '../../src/shared/failure-words/chinese.ts';
import { french } from '../../src/shared/failure-words/french.ts';
import { issueSentence } from '../../src/shared/issue-sentence.ts';
import { inEnglish, type Said, sayIn } from '../../src/shared/said.ts';

function sentencesFor(schema: z.ZodType, input: unknown): Said[] {
  const parsed = schema.safeParse(input);
  return (parsed.error?.issues ?? []).map((issue) => issueSentence(issue, input));
}

describe('a value that does not fit', () => {
  test.for<[string, z.ZodType, unknown, string]>([
    ['an empty name', z.object({ name: z.string().min(1) }), { name: '' }, 'The name: this must not be empty.'],
    ['no name', z.object({ name: z.string().min(1) }), {}, 'The name: this is missing.'],
    ['a number for a text', z.object({ name: z.string() }), { name: 3 }, 'The name: a text is expected.'],
    [
      'a part of a whole',
      z.object({ limit: z.number().int() }),
      { limit: 1.5 },
      '“limit”: a whole number is expected.',
    ],
    ['too little', z.object({ limit: z.number().min(2) }), { limit: 1 }, '“limit”: 2 is the least.'],
    ['nothing', z.object({ limit: z.number().positive() }), { limit: 0 }, '“limit”: more than 0 is expected.'],
    ['too much', z.object({ limit: z.number().max(2) }), { limit: 3 }, '“limit”: 2 is the most.'],
    [
      'too long',
      z.object({ title: z.string().max(2) }),
      { title: 'abc' },
      'The title: at most 2 characters are possible.',
    ],
    [
      'too many',
      z.object({ ids: z.array(z.string()).max(1) }),
      { ids: ['a', 'b'] },
      '“ids”: at most 1 entries are possible.',
    ],
    ['none', z.object({ ids: z.array(z.string()).min(1) }), { ids: [] }, '“ids”: this must not be empty.'],
    [
      'another word',
      z.object({ paper: z.enum(['A4', 'Letter']) }),
      { paper: 'A5' },
      '“paper”: one of these is expected: A4, Letter.',
    ],
    ['an unknown word', z.strictObject({ a: z.string() }), { a: '', b: 1 }, 'What was given: this is not known: b.'],
    ['a form', z.object({ id: z.string().regex(/^a/) }), { id: 'b' }, '“id”: this is not written as it should be.'],
    [
      'inside',
      z.object({ a: z.array(z.object({ b: z.string() })) }),
      { a: [{ b: 1 }] },
      '“a.0.b”: a text is expected.',
    ],
    [
      'one of two',
      z.object({ u: z.union([z.string(), z.number()]) }),
      { u: true },
      '“u”: this is not as it should be.',
    ],
    ['its own words', z.object({ n: z.number().refine(() => false, 'It must be so.') }), { n: 1 }, 'It must be so.'],
  ])('says what is wrong with %s', ([, schema, input, sentence]) => {
    expect(sentencesFor(schema, input).map(inEnglish)).toEqual([sentence]);
  });

  test('is told in French and Chinese', () => {
    const [sentence] = sentencesFor(z.object({ name: z.string().min(1) }), { name: '' });
    expect([sayIn(sentence as Said, french), sayIn(sentence as Said, chinese)]).toEqual([
      'Le nom\u00a0: ce champ ne peut pas rester vide.',
      '名称：不能为空。',
    ]);
  });

  test('is told in no words of the library, whatever a method is given', () => {
    const wrong: unknown[] = [
      undefined,
      {},
      [],
      'text',
      3,
      { name: '' },
      { dossier: '', to: '' },
      { ids: 'x', id: 7, area: { x: 2 } },
    ];
    for (const [name, { input }] of Object.entries(api))
      for (const given of wrong)
        for (const sentence of sentencesFor(input, given).map(inEnglish)) {
          expect(sentence, name).not.toMatch(
            /Invalid|Too (?:small|big)|received|expected (?:string|number|object)|✖|undefined/,
          );
          expect(sentence, name).toMatch(/^[A-Z“].*\.$/s);
        }
  });
});
