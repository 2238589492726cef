import { describe, expect, test } from 'vitest';
import { formatRoute, parseRoute, type Route, START } from '../../src/renderer/routes.ts';

const LIBRARY = { kind: 'library' } as const;

const ROUTES: readonly (readonly [hash: string, route: Route])[] = [
  ['#/', START],
  ['#/?source=Le+Monde&sort=title', { view: 'list', list: { kind: 'library', source: 'Le Monde', sort: 'title' } }],
  ['#/?collection=%C3%89t%C3%A9+%26+mer', { view: 'list', list: { kind: 'library', collection: 'Été & mer' } }],
  ['#/search?q=%22rail+link%22+%23tag', { view: 'list', list: { kind: 'search', query: '"rail link" #tag' } }],
  ['#/?sort=earliest', { view: 'list', list: { kind: 'library', sort: 'earliest' } }],
  ['#/search?q=port&sort=published', { view: 'list', list: { kind: 'search', query: 'port', sort: 'published' } }],
  ['#/search?q=', { view: 'list', list: { kind: 'search', query: '' } }],
  [
    '#/document/k3f9q2x7abcd?annotation=urn%3Aone&start=10&end=24&q=bridge',
    {
      view: 'document',
      document: 'k3f9q2x7abcd',
      annotation: 'urn:one',
      passage: { start: 10, end: 24 },
      list: { kind: 'search', query: 'bridge' },
    },
  ],
  ['#/document/k3f9?tag=river', { view: 'document', document: 'k3f9', list: { kind: 'library', tag: 'river' } }],
  ['#/dossiers', { view: 'dossiers' }],
  ['#/trash', { view: 'trash' }],
  ['#/archive', { view: 'archive' }],
  ['#/overview', { view: 'overview', by: undefined }],
  ['#/overview?by=day', { view: 'overview', by: 'day' }],
  ['#/?after=2024-06&before=2024-07', { view: 'list', list: { kind: 'library', after: '2024-06', before: '2024-07' } }],
  ['#/dossier/The%20river%3F', { view: 'dossier', dossier: 'The river?' }],
];

describe('an address', () => {
  test.each(ROUTES)('%s leads to its place and is written the same', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
    expect(formatRoute(route)).toBe(hash);
  });

  test.each(['', '#', '#/nowhere', '#/document/', '#/dossier', '#/?sort=colour'])('%j is the library', (hash) => {
    expect(parseRoute(hash)).toEqual(START);
  });

  test.each(['start=5', 'start=9&end=9', 'start=-1&end=4', 'start=a&end=b', 'start=1.5&end=4'])(
    'with the half or wrong passage %s leads to the article alone',
    (query) => {
      expect(parseRoute(`#/document/k3f9?${query}`)).toEqual({ view: 'document', document: 'k3f9', list: LIBRARY });
    },
  );

  test('with a broken escape is still read', () => {
    expect(parseRoute('#/dossier/100%')).toEqual({ view: 'dossier', dossier: '100%' });
  });
});
