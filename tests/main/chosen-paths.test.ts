// The window cannot name a path: what it says is a suggestion for a dialog, an address, or refused.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PathDialogs, withChosenPaths } from '../../src/main/chosen-paths.ts';
import { FILE_FIELDS } from '../../src/server/page-files.ts';

function dialogs(chosen: { save?: string; documents?: string[]; annotations?: string; export?: string } = {}) {
  const suggested: string[] = [];
  const made: PathDialogs = {
    save: async (name) => {
      suggested.push(name);
      return chosen.save;
    },
    openDocuments: async () => chosen.documents ?? [],
    openExport: async () => chosen.export,
    openAnnotations: async () => chosen.annotations,
  };
  return { made, suggested };
}

describe('an export', () => {
  test('goes where the person says, with the page’s name as a suggestion only', async () => {
    const { made, suggested } = dialogs({ save: '/chosen/x.pdf' });
    const call = { method: 'dossiers.export', input: { dossier: 'Ferries', to: '../../etc/passwd.pdf' }, job: 'j' };
    expect(await withChosenPaths(call, made)).toEqual({
      method: 'dossiers.export',
      input: { dossier: 'Ferries', to: '/chosen/x.pdf' },
      job: 'j',
    });
    expect(suggested).toEqual(['passwd.pdf']);
  });

  test('gets the ending that a dialog has left out', async () => {
    const { made } = dialogs({ save: '/chosen/ferries' });
    const call = { method: 'documents.export', input: { id: 'a', to: 'x.pdf' } };
    expect((await withChosenPaths(call, made)).input).toMatchObject({ to: '/chosen/ferries.pdf' });
  });

  test('that is cancelled does nothing', async () => {
    const call = { method: 'documents.export', input: { id: 'a', to: 'x.pdf' } };
    await expect(withChosenPaths(call, dialogs().made)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('is never suggested under a name with a folder or a character that a system forbids', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (to) => {
        const { made, suggested } = dialogs({ save: '/x.pdf' });
        await withChosenPaths({ method: 'documents.export', input: { id: 'a', to } }, made);
        expect(suggested[0]).toMatch(/^[^/\\<>:"|?*\p{Cc}]+$/u);
      }),
    );
  });
});

test('an original is saved where the person says', async () => {
  const { made } = dialogs({ save: '/chosen/page.html' });
  const call = { method: 'documents.show', input: { ids: ['a'], original: '/etc/page.html' } };
  expect((await withChosenPaths(call, made)).input).toEqual({ ids: ['a'], original: '/chosen/page.html' });
  const picture = { method: 'documents.show', input: { ids: ['a'], facsimile: '/etc/page.png' } };
  expect((await withChosenPaths(picture, made)).input).toEqual({ ids: ['a'], facsimile: '/chosen/page.html' });
});

test('annotations are imported from the file that the person chooses', async () => {
  const { made } = dialogs({ annotations: '/chosen/notes.json' });
  const call = { method: 'annotations.import', input: { file: '/etc/passwd' } };
  expect((await withChosenPaths(call, made)).input).toEqual({ file: '/chosen/notes.json' });
});

test('an exported archive is taken from the file that the person chooses', async () => {
  const { made } = dialogs({ export: '/chosen/press.wacz' });
  const call = { method: 'archive.import', input: { file: '/etc/passwd' } };
  expect((await withChosenPaths(call, made)).input).toEqual({ file: '/chosen/press.wacz' });
});

describe('an import', () => {
  const importing = (input: object, chosen = {}) =>
    withChosenPaths({ method: 'documents.import', input }, dialogs(chosen).made);

  test('of nothing asks for files', async () => {
    expect((await importing({}, { documents: ['/a', '/b'] })).input).toEqual({ sources: ['/a', '/b'] });
    await expect(importing({})).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('of addresses and of dropped contents passes', async () => {
    expect((await importing({ sources: ['https://example.org/a'] })).input).toEqual({
      sources: ['https://example.org/a'],
    });
    expect((await importing({ contents: [{ name: 'a', text: 'b' }] })).input).toEqual({
      contents: [{ name: 'a', text: 'b' }],
    });
  });

  test.each(['/etc/passwd', 'file:///etc/passwd', '-', 'C:\\a.html', '', 7, 'https:/etc/passwd'])(
    'of %s is refused',
    async (source) => {
      await expect(importing({ sources: ['https://example.org/', source] })).rejects.toMatchObject({ code: 'invalid' });
      await expect(importing({ sources: source })).rejects.toMatchObject({ code: 'invalid' });
    },
  );
});

test.each([
  ['documents.list', { limit: 3 }],
  ['documents.show', { ids: ['a'], part: 'text' }],
  ['documents.export', 'no object'],
  ['documents.export', null],
])('%s with %j passes as it is', async (method, input) => {
  expect(await withChosenPaths({ method, input }, dialogs().made)).toEqual({ method, input });
});

/** What the server knows to be names of files; a test of its own compares that with the contract. */
const FIELDS = Object.entries(FILE_FIELDS).flatMap(([method, fields]) =>
  Object.keys(fields).map((field) => [method, field]),
);

test.each(FIELDS)('%s never gets the %s that the page names', async (method = '', field = '') => {
  const input = { [field]: method === 'documents.import' ? ['/etc/passwd'] : '/etc/passwd' };
  const { made } = dialogs({ save: '/chosen/passwd', annotations: '/chosen/a.json', export: '/chosen/a.wacz' });
  const passed = await withChosenPaths({ method, input }, made).catch(() => ({ input: {} }));
  expect(JSON.stringify(passed.input)).not.toContain('/etc/passwd');
});
