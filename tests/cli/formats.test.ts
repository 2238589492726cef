// Files of several items and parts of a PDF, through the built command line.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PDFDocument } from 'pdf-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { makeMbox, makePdf, makeWarc, PARAGRAPHS, RSS } from '../support/made-files.ts';
import { tempFolder } from '../support/temp-folder.ts';

interface Item {
  readonly source: string;
  readonly status: string;
  readonly id: string;
  readonly title: string;
}

describe('files that hold several items', () => {
  const folder = tempFolder();
  const cli = commandLine(folder);
  const file = (name: string, content: string | Uint8Array) => {
    writeFileSync(path.join(folder, name), content);
    return path.join(folder, name);
  };
  beforeAll(() => cli.ok(['init']));

  test('each is a document, named after its place in the file; the same file again adds none', async () => {
    const sources = [file('a.warc.gz', makeWarc()), file('a.mbox', makeMbox()), file('feed.xml', RSS)];
    const items = (await cli.ok(['import', ...sources])).values as Item[];
    expect(
      items.slice(0, -1).map(({ source }) => path.basename(source.replace(/#.*/u, '')) + source.replace(/^[^#]*/u, '')),
    ).toEqual([
      'a.warc.gz#https://harbour.example/a',
      'a.warc.gz#https://harbour.example/b',
      'a.mbox#1',
      'a.mbox#2',
      'feed.xml#https://harbour.example/a',
      'feed.xml#2',
    ]);
    const again = (await cli.ok(['import', ...sources])).values as Item[];
    expect(again.slice(0, -1).every(({ status }) => status === 'duplicate')).toBe(true);
  });

  test('a document goes out as a book and as a web archive, and comes back with its words', async () => {
    const [item] = (await cli.ok(['import', file('note.txt', 'A quiet harbour\nThe boats came back at noon.')]))
      .values as Item[];
    const id = item?.id as string;
    await cli.ok(['highlight', id, '--quote', 'boats came back', '--note', 'When?']);
    for (const ending of ['epub', 'warc', 'warc.gz'])
      await cli.ok(['export', id, '--to', path.join(folder, `out.${ending}`)]);
    const warc = readFileSync(path.join(folder, 'out.warc'));
    expect(warc.equals(gunzipSync(readFileSync(path.join(folder, 'out.warc.gz'))))).toBe(true);
    expect(warc.toString()).toContain('The boats came back at noon.');
    expect(warc.toString()).toContain('When?');
    const [book] = (await cli.ok(['import', path.join(folder, 'out.epub')])).values as Item[];
    const { value } = await cli.ok(['show', book?.id as string, '--text']);
    expect((value as { text: string }).text).toContain('boats came back');
  });

  test('from standard input too', async () => {
    const { values } = await cli.ok(['import', '-', '--format', 'mbox'], makeMbox().replaceAll('Letter', 'Note'));
    expect((values as Item[]).map(({ source }) => source).slice(0, -1)).toEqual(['-#1', '-#2']);
  });

  test('one that cannot be read is told, and the others go on', async () => {
    const { status, values } = await cli.run([
      'import',
      file('bad.warc', 'WARC/none'),
      file('good.txt', 'Title\nWords.'),
    ]);
    expect(status).toBe(10);
    expect(values).toMatchObject([
      { status: 'failed', error: { code: 'invalid' } },
      { status: 'imported' },
      { summary: { imported: 1, failed: 1 } },
    ]);
  });

  describe('split', () => {
    let whole = '';
    beforeAll(async () => {
      const titles = [
        'The first article of the review',
        'The second article of the review',
        'The third article of the review',
      ];
      const pages = titles.flatMap((title, i) => [
        [
          { text: title, x: 50, y: 780, size: 20 },
          { text: (PARAGRAPHS[i] as string).slice(0, 90), x: 50, y: 740 },
        ],
      ]);
      const made = await PDFDocument.load(await makePdf(pages));
      const [item] = (
        await cli.ok(['import', file('review.pdf', await withOutline(made, ['One', 'Two and three'], [0, 1]))])
      ).values as Item[];
      whole = (item as Item).id;
    });

    test('by pages: each part is a document with its own text and pages', async () => {
      const { values } = await cli.ok(['split', whole, '--pages', '1,2-3']);
      expect(values).toMatchObject([
        { source: `${whole}#1`, status: 'imported', title: 'The first article of the review', format: 'pdf' },
        { source: `${whole}#2-3`, status: 'imported', title: 'The second article of the review' },
        { summary: { imported: 2 } },
      ]);
      const { text } = (await cli.ok(['show', (values as Item[])[1]!.id, '--text'])).value as { text: string };
      expect(text).toContain('The third article');
      expect(text).not.toContain('The first article');
    });

    test('again it adds nothing', async () => {
      const { values } = await cli.ok(['split', whole, '--pages', '1,2-3']);
      expect(values).toMatchObject([{ status: 'duplicate' }, { status: 'duplicate' }, { summary: { duplicate: 2 } }]);
    });

    test('by its outline: the entries name the parts', async () => {
      await cli.ok([
        'remove',
        ...((await cli.ok(['split', whole, '--pages', '1,2-3'])).values as Item[]).slice(0, 2).map(({ id }) => id),
      ]);
      await cli.ok(['purge']);
      expect((await cli.ok(['split', whole])).values).toMatchObject([
        { title: 'One' },
        { title: 'Two and three' },
        { summary: { imported: 2 } },
      ]);
    });

    test.each([
      [['--pages', '2-9'], 'invalid'],
      [['--pages', '3-1'], 'usage'],
    ])('%j is %s', async (args, code) =>
      expect((await cli.run(['split', whole, ...args])).value).toMatchObject({ error: { code } }),
    );
  });
});

/** Gives a PDF an outline: titles and the pages that they lead to. */
async function withOutline(pdf: PDFDocument, titles: readonly string[], pages: readonly number[]): Promise<Uint8Array> {
  const { context } = pdf;
  const root = context.nextRef();
  const refs = titles.map(() => context.nextRef());
  for (const [i, title] of titles.entries()) {
    const page = pdf.getPage(pages[i] as number).ref;
    const entry = context.obj({
      Parent: root,
      Dest: [page, 'Fit'],
      ...(refs[i + 1] ? { Next: refs[i + 1] } : {}),
      ...(refs[i - 1] ? { Prev: refs[i - 1] } : {}),
    });
    const { PDFHexString, PDFName } = await import('pdf-lib');
    entry.set(PDFName.of('Title'), PDFHexString.fromText(title));
    context.assign(refs[i]!, entry);
  }
  context.assign(root, context.obj({ Type: 'Outlines', First: refs[0]!, Last: refs.at(-1)!, Count: refs.length }));
  const { PDFName } = await import('pdf-lib');
  pdf.catalog.set(PDFName.of('Outlines'), root);
  return pdf.save();
}
