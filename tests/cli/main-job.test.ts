// The main job, from the command line, as a person would do it: import, list, show, search, highlight, export, verify.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Annotation } from '../../src/shared/annotation.ts';
import { positionOf, quoteOf } from '../../src/shared/annotation.ts';
import type { DocumentShown } from '../../src/shared/document.ts';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const STORY = `- Plus
Le port de Valmer et l'île d'Osque rétablissent leur liaison maritime, annonce la préfète du littoral
Le port de Valmer et l'île d'Osque ont rétabli leur liaison maritime après huit ans d'interruption, a déclaré la préfète du littoral, Jeanne Kerouédan, dans une interview récente.
En tant que membres fondateurs du syndicat, les deux communes ont toujours défendu cette amitié ancienne, a-t-elle déclaré.
Au fil des années, l'ambassadeur des îles a plaidé pour la réouverture, a-t-elle ajouté.
Les deux communes poursuivront leurs efforts, a-t-elle conclu.
`;

const folder = tempFolder('main-job');
const cli = commandLine(folder);
let id = '';
let text = '';

beforeAll(async () => {
  const file = path.join(folder, 'story.txt');
  writeFileSync(file, STORY);
  await cli.ok(['init']);
  const { values } = await cli.ok(['import', file, '--tag', 'mer', '--collection', 'Littoral']);
  expect(values).toMatchObject([
    { source: file, status: 'imported', language: 'fr', format: 'text' },
    { summary: { imported: 1, duplicate: 0, failed: 0 } },
  ]);
  id = (values[0] as { id: string }).id;
  text = ((await cli.ok(['show', id, '--text'])).value as DocumentShown).text as string;
});

test('the title is the headline, the crumb is dropped, and show and list agree', async () => {
  const lines = text.split('\n');
  expect(lines[0]).toBe(STORY.split('\n')[1]);
  expect(lines).toHaveLength(5);
  const shown = (await cli.ok(['show', id])).value as DocumentShown;
  expect(shown).toMatchObject({
    id,
    title: lines[0],
    language: 'fr',
    tags: ['mer'],
    collections: ['Littoral'],
    annotationCount: expect.any(Number),
    characters: [...text].length,
  });
  expect(shown.digest).toBe(`sha256:${createHash('sha256').update(STORY).digest('hex')}`);
  const { items } = (await cli.ok(['list', '--tag', 'mer', '--language', 'fr'])).value as { items: DocumentShown[] };
  expect(items.map((item) => item.id)).toEqual([id]);
  expect((await cli.ok(['list', '--tag', 'terre'])).value).toEqual({ total: 0, items: [] });
});

test('the body is the text without its title; the original comes back byte for byte', async () => {
  expect(((await cli.ok(['show', id, '--body'])).value as DocumentShown).body).toBe(
    text.split('\n').slice(1).join('\n'),
  );
  const copy = path.join(folder, 'copy.txt');
  await cli.ok(['show', id, '--original', copy]);
  expect(readFileSync(copy, 'utf8')).toBe(STORY);
});

describe('it is found', () => {
  for (const query of [
    'ambassadeur',
    '"Jeanne Kerouédan"',
    'amiti*',
    'kerouedan',
    '+port -désert',
    'tag:mer',
    'title:liaison',
    'préfète language:fr',
  ]) {
    test(`by ${query}`, async () => {
      const { value } = await cli.ok(['search', query]);
      expect((value as { hits: { id: string }[] }).hits.map((hit) => hit.id)).toEqual([id]);
    });
  }

  test('with its words marked, in code points of the snippet', async () => {
    const { hits } = (await cli.ok(['search', 'ambassadeur'])).value as {
      hits: { snippet: { text: string; matches: [number, number][] } }[];
    };
    const [hit] = hits;
    const characters = [...(hit?.snippet.text ?? '')];
    expect(hit?.snippet.matches.map(([start, end]) => characters.slice(start, end).join(''))).toEqual(['ambassadeur']);
  });

  test('and not by a word it does not have, nor when a filter leaves it out', async () => {
    for (const query of ['qzxvwkj', 'ambassadeur language:de', 'ambassadeur -tag:mer', '"amitié préfète"']) {
      expect((await cli.ok(['search', query])).value).toMatchObject({ total: 0, hits: [] });
    }
  });
});

describe('a highlight', () => {
  let made: Annotation;
  let quote = '';

  beforeAll(async () => {
    const lines = text.split('\n');
    quote = `${lines[1]?.slice(-24)}\n${lines[2]?.slice(0, 22)}`;
    made = (
      await cli.ok([
        'highlight',
        id,
        `--quote=${quote}`,
        '--color=green',
        '--note=À vérifier : qui parle ? 谁说的',
        '--tag',
        'source',
      ])
    ).value as Annotation;
  });

  test('crosses two paragraphs, and its position is its words', async () => {
    expect(made).toMatchObject({
      type: 'Annotation',
      motivation: 'highlighting',
      'pressmark:color': 'green',
      creator: { name: 'Ada' },
      'pressmark:anchoring': { state: 'exact' },
    });
    const position = positionOf(made);
    expect([...text].slice(position?.start, position?.end).join('')).toBe(quote);
    expect(quoteOf(made)?.exact).toBe(quote);
  });

  test('is listed, counted, found by its note, and exported in every form', async () => {
    const listed = (await cli.ok(['annotations', id])).value as Annotation[];
    expect(listed.map((each) => each.id)).toEqual([made.id]);
    expect((await cli.ok(['show', id])).value).toMatchObject({ annotationCount: 1 });
    expect((await cli.ok(['search', 'vérifier in:notes'])).value).toMatchObject({ total: 1 });
    expect((await cli.ok(['search', 'has:highlight color:green'])).value).toMatchObject({ total: 1 });
    for (const format of ['csv', 'markdown', 'hypothesis'])
      expect((await cli.ok(['annotations', '--format', format])).stdout).toContain('À vérifier');
  });

  test('of words that are not there is not-found; of words that stand there twice is invalid and says how often', async () => {
    expect((await cli.run(['highlight', id, '--quote=qzxvwkj is not here'])).status).toBe(3);
    const twice = await cli.run(['highlight', id, '--quote=a-t-elle']);
    expect(twice.status).toBe(4);
    expect(twice.value).toMatchObject({ error: { code: 'invalid', message: expect.stringContaining('3') } });
    await cli.ok(['highlight', id, '--quote=a-t-elle', '--suffix= conclu']);
  });

  test('goes out as W3C JSON-LD and comes back known; a foreign one becomes ours once', async () => {
    const file = path.join(folder, 'annotations.jsonld');
    writeFileSync(file, (await cli.ok(['annotations'])).stdout);
    expect((await cli.ok(['annotations', 'import', file])).values[0]).toMatchObject({
      id: made.id,
      document: id,
      state: 'known',
    });
    const foreign = {
      '@context': 'http://www.w3.org/ns/anno.jsonld',
      id: 'https://example.org/a/1',
      type: 'Annotation',
      motivation: 'highlighting',
      body: [{ type: 'TextualBody', value: 'd’ailleurs', purpose: 'commenting' }],
      target: { source: id, selector: [{ type: 'TextQuoteSelector', exact: 'la préfète du littoral, Jeanne' }] },
    };
    writeFileSync(
      file,
      JSON.stringify([
        foreign,
        { ...foreign, id: 'https://example.org/a/2', target: { source: 'https://nowhere.example.org/' } },
      ]),
    );
    const first = await cli.run(['annotations', 'import', file]);
    expect(first.status).toBe(10);
    expect(first.values).toMatchObject([
      { state: 'exact', document: id },
      { state: 'failed', error: { code: 'not-found' } },
      { summary: { imported: 1, failed: 1 } },
    ]);
    expect((await cli.run(['annotations', 'import', file])).values[0]).toMatchObject({ state: 'known' });
  });

  test('is removed, and stays removed after the cache is gone', async () => {
    const extra = (await cli.ok(['note', id, 'Une note sur le tout.'])).value as Annotation;
    await cli.ok(['annotations', 'remove', extra.id.split(':').at(-1) as string]);
    await cli.ok(['reindex']);
    const listed = (await cli.ok(['annotations', id])).value as Annotation[];
    expect(listed.map((each) => each.id)).not.toContain(extra.id);
    expect(listed.map((each) => each.id)).toContain(made.id);
  });
});

test('the same bytes again are a duplicate of the same document', async () => {
  const { value } = await cli.ok(['import', path.join(folder, 'story.txt')]);
  expect(value).toMatchObject({ status: 'duplicate', id });
});

test('other bytes at the same address are a recapture of the same document', async () => {
  const line = (more: string) =>
    JSON.stringify({ title: 'Titre', text: `Un texte.${more}`, url: 'https://example.org/un/article' });
  const first = (await cli.ok(['import', '-', '--format', 'jsonl'], line(''))).value as { id: string };
  const second = (await cli.ok(['import', '-', '--format', 'jsonl'], line(' Corrigé.'))).value;
  expect(second).toMatchObject({ status: 'imported', recapture: true, id: first.id });
  expect((await cli.ok(['show', first.id, '--text'])).value).toMatchObject({ text: 'Titre\nUn texte. Corrigé.' });
});

test('an edit wins over what was captured, and survives a rebuild', async () => {
  await cli.ok(['edit', id, '--source', 'La Gazette', '--published', '2026-03', '--tag', 'île', '--untag', 'mer']);
  await cli.ok(['reindex']);
  expect((await cli.ok(['show', id])).value).toMatchObject({
    source: 'La Gazette',
    published: '2026-03',
    tags: ['île'],
  });
  expect((await cli.ok(['list', '--after', '2026-02', '--before', '2026-04'])).value).toMatchObject({ total: 1 });
  expect((await cli.ok(['list', '--source', 'la gazette'])).value).toMatchObject({ total: 1 });
});

test('a date that is not on the calendar and a language that is none are refused in words; an empty value takes the field away', async () => {
  for (const fields of [
    ['--published', '2026-02-30'],
    ['--published', 'March'],
    ['--language', 'français'],
  ]) {
    const refused = await cli.run(['edit', id, ...fields]);
    expect([refused.status, refused.value]).toMatchObject([4, { error: { code: 'invalid' } }]);
  }
  await cli.ok(['edit', id, '--published', '2024-02-29T23:59:59Z', '--source', '']);
  expect((await cli.ok(['show', id])).value).toMatchObject({ published: '2024-02-29T23:59:59Z' });
  expect((await cli.ok(['show', id])).value).not.toHaveProperty('source');
});

test('a document goes to the trash, comes back, and is purged', async () => {
  const gone = (await cli.ok(['import', '-', '--format', 'text'], 'Un titre à jeter\nUne phrase passagère.\n'))
    .value as { id: string };
  await cli.ok(['remove', gone.id]);
  expect((await cli.run(['show', gone.id])).status).toBe(3);
  expect((await cli.ok(['search', 'passagère'])).value).toMatchObject({ total: 0 });
  await cli.ok(['restore', gone.id]);
  expect((await cli.ok(['search', 'passagère'])).value).toMatchObject({ total: 1 });
  await cli.ok(['remove', gone.id]);
  expect((await cli.ok(['purge'])).value).toMatchObject({ purged: 1 });
  expect((await cli.run(['restore', gone.id])).status).toBe(3);
  expect((await cli.ok(['verify'])).value).toMatchObject({ damaged: [] });
});
