// Wire formats and press databases: each article with its words and fields, and no frame.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { captureAll, captureFile, linesOf } from '../../../support/captures.ts';

const FIXTURES = path.join(import.meta.dirname, '../../../fixtures/press');
const fixture = (name: string) => readFileSync(path.join(FIXTURES, name));
const all = (file: string, name = file) => captureAll(name, fixture(file));

describe('NewsML-G2', () => {
  test('a message gives its items with text, pictures aside', async () => {
    const [first, second, ...more] = await all('message.newsml.xml', 'message.xml');
    expect(more).toEqual([]);
    expect(first?.name).toBe('urn:newsml:harbour.example:20261123:1');
    expect(first?.captured.fields).toMatchObject({
      title: 'Le port rouvre après un an de travaux',
      author: ['Ana Ruiz', 'Léo Martin'],
      source: 'Agence du Port',
      published: '2026-11-23T19:58+01:00',
      language: 'fr',
      place: 'Brest',
      keywords: ['Transports maritimes'],
      rights: '© 2026 Agence du Port',
    });
    expect(linesOf(first!.captured)).toEqual([
      'Le port rouvre après un an de travaux',
      'Les grues ont recommencé à tourner mardi matin dans le bassin de l’ouest, fermé depuis l’effondrement d’un quai au printemps.',
      'Trois navires attendaient en rade.',
    ]);
    expect(first?.captured.externalId).toBe('urn:newsml:harbour.example:20261123:1');
    expect(linesOf(second!.captured)).toEqual([
      'Divers find an old bell',
      'The divers found a bell under the fallen quay on Monday.',
      'It is older than the town.',
    ]);
  });

  test('entities of its own are refused, not expanded', async () => {
    const bomb =
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><newsItem>&b;</newsItem>';
    await expect(captureAll('a.xml', bomb)).rejects.toMatchObject({ code: 'invalid' });
  });
});

test('NITF: head, body and pictures each in their place', async () => {
  const captured = await captureFile('story.nitf', fixture('story.nitf.xml'));
  expect(captured.fields).toMatchObject({
    title: 'The harbour opens again after a year',
    author: ['Ana Ruiz'],
    source: 'The Coast Daily',
    published: '2026-11-23T19:58+01:00',
    place: 'Brest',
    section: 'Economy',
    page: '7',
    edition: 'Morning',
    keywords: ['ports', 'shipping'],
  });
  expect(linesOf(captured)).toEqual([
    'The harbour opens again after a year',
    'Three ships were waiting',
    'The cranes began to turn again on Tuesday morning in the western basin of Brest.',
    'The quay on Monday',
    'Photo: L. Martin',
    'Nobody on the coast had believed it.',
  ]);
  expect(captured.reading.blocks).toContainEqual([4, 'caption']);
});

test('ninjs', async () => {
  const captured = await captureFile('story.json', fixture('story.ninjs.json'));
  expect(captured).toMatchObject({ format: 'ninjs', externalId: 'https://harbour.example/items/42' });
  expect(captured.fields).toMatchObject({
    title: 'The harbour opens again after a year',
    author: ['Ana Ruiz'],
    source: 'Harbour News',
    published: '2026-11-23T19:58+01:00',
    modified: '2026-11-23T20:05+01:00',
    place: 'Brest',
    keywords: ['ports'],
  });
  expect(linesOf(captured)).toHaveLength(3);
});

describe('Europresse', () => {
  test.each(['europresse-articles.html', 'europresse-tables.html'])(
    '%s: each article with its fields and words',
    async (file) => {
      const [first, second, ...more] = await all(file);
      expect(more).toEqual([]);
      expect(first?.captured.fields).toMatchObject({
        title: 'Le port rouvre après un an de travaux',
        source: 'Le Quotidien du Port',
        published: '2026-11-23',
        language: 'fr',
      });
      expect(first?.captured.fields.author?.[0]).toBe('Ana Ruiz');
      expect(first?.captured.fields.page).toMatch(/^E?7$/);
      expect(first?.captured.externalId).toBe('news·20261123·QP·0042');
      const [, ...body] = linesOf(first!.captured);
      expect(body).toHaveLength(2);
      expect(body[0]).toMatch(/^Les grues ont recommencé à tourner mardi matin/);
      expect(body[1]).toBe('Personne ne l’avait cru sur la côte.');
      expect(second?.captured.fields).toMatchObject({
        title: 'Une cloche sous le quai',
        source: 'La Gazette',
        published: '2026-11-24',
      });
      expect(linesOf(second!.captured)).toEqual([
        'Une cloche sous le quai',
        'Les plongeurs ont trouvé une cloche plus vieille que la ville.',
      ]);
    },
  );
});

describe('Factiva', () => {
  test.each(['factiva.html', 'factiva.rtf', 'factiva.xml'])(
    '%s: codes become fields, lead and text the words',
    async (file) => {
      const [first] = await all(file);
      expect(first?.captured.fields).toMatchObject({
        title: expect.stringMatching(/^Le port rouvre après un an/),
        author: ['Ana Ruiz'],
        source: 'Le Quotidien du Port',
        published: expect.stringMatching(/^2026-11-23/),
        language: 'fr',
      });
      expect(first?.captured.externalId).toBe('QUOPOR0020261123eabn00042');
      const [, ...body] = linesOf(first!.captured);
      expect(body).toHaveLength(3);
      expect(body[0]).toMatch(/^Les grues ont recommencé à tourner/);
      expect(body[2]).toBe('Personne ne l’avait cru.');
    },
  );

  test.each(['factiva.html', 'factiva.rtf'])('%s holds two articles, each an original of its own', async (file) => {
    const parts = await all(file);
    expect(parts.map(({ name }) => name)).toEqual(['QUOPOR0020261123eabn00042', 'GAZETT0020261124eabo00007']);
    const again = await captureFile(`again${path.extname(file)}`, parts[1]!.captured.original, { format: 'factiva' });
    expect(again.reading.text).toBe(parts[1]!.captured.reading.text);
  });

  test('keywords and time', async () => {
    const [first] = await all('factiva.html');
    expect(first?.captured.fields).toMatchObject({
      published: '2026-11-23T19:58',
      keywords: ['Ports', 'Transports', 'France'],
      page: '7',
      section: 'Économie',
    });
  });

  test('other RTF is told apart', async () => {
    await expect(captureAll('letter.rtf', '{\\rtf1 A letter.\\par}')).rejects.toMatchObject({ code: 'invalid' });
  });
});
