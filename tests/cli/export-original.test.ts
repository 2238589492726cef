// A document that came as a PDF goes out as itself with its annotations, or by its pages in a dossier, and comes back.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { degrees, PDFArray, PDFDict, PDFDocument, PDFName, type PDFPage, PDFString, StandardFonts } from 'pdf-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Annotation } from '../../src/shared/annotation.ts';
import type { ExportReport } from '../../src/shared/dossier.ts';
import { readAnnotations, readGlyphs, sortedCharacters, textUnderQuads } from '../core/dossier/support/read-back.ts';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const QUOTES = ['turn again on Tuesday', 'ships were waiting outside'] as const;

/** A paper of two pages, the second turned, with a link, a comment, a filled field and an outline. */
async function paper(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const { context } = pdf;
  const font = await pdf.embedFont(StandardFonts.TimesRoman);
  const draw = (page: PDFPage, lines: readonly string[]) => {
    for (const [i, line] of lines.entries()) page.drawText(line, { x: 60, y: 740 - 16 * i, size: 12, font });
  };
  const [first, second] = [pdf.addPage([595, 842]), pdf.addPage([595, 842])];
  draw(first, [
    'The harbour opens again',
    'The cranes began to turn again on Tuesday morning,',
    'and the town looked on from the quay for an hour.',
  ]);
  draw(second, [
    'Three ships were waiting outside the harbour then,',
    'and nobody had believed that it would end so soon.',
  ]);
  second.setRotation(degrees(90));
  const link = {
    Type: 'Annot',
    Subtype: 'Link',
    Rect: [60, 60, 160, 80],
    Border: [0, 0, 0],
    A: { S: 'URI', URI: PDFString.of('https://a.example/x?utm_source=letter&id=7') },
  };
  const inner = {
    Type: 'Annot',
    Subtype: 'Link',
    Rect: [60, 90, 160, 110],
    Border: [0, 0, 0],
    Dest: [second.ref, 'XYZ', 0, 700, null],
  };
  const script = {
    Type: 'Annot',
    Subtype: 'Link',
    Rect: [60, 120, 160, 140],
    A: { S: 'JavaScript', JS: PDFString.of('app.alert(1)') },
  };
  const comment = {
    Type: 'Annot',
    Subtype: 'Square',
    Rect: [300, 60, 340, 100],
    C: [1, 0, 0],
    Contents: PDFString.of('An older comment'),
  };
  const look = context.register(
    context.stream('1 0 0 rg 0 0 10 10 re f', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 10, 10] }),
  );
  const field = { Type: 'Annot', Subtype: 'Widget', FT: 'Tx', Rect: [400, 60, 420, 80], AP: { N: look } };
  first.node.set(
    PDFName.of('Annots'),
    context.obj([link, inner, script, comment, field].map((each) => context.register(context.obj(each as never)))),
  );
  const [root, entry] = [context.nextRef(), context.nextRef()];
  context.assign(
    entry,
    context.obj({ Title: PDFString.of('The second page'), Parent: root, Dest: [second.ref, 'Fit'] }),
  );
  context.assign(root, context.obj({ Type: 'Outlines', First: entry, Last: entry, Count: 1 }));
  pdf.catalog.set(PDFName.of('Outlines'), root);
  return pdf.save();
}

describe('a document that came as a PDF', () => {
  const folder = tempFolder('original');
  const cli = commandLine(folder);
  const source = path.join(folder, 'paper.pdf');
  let original: Uint8Array;
  let id: string;
  let marks: string[];

  beforeAll(async () => {
    original = await paper();
    writeFileSync(source, original);
    await cli.ok(['init']);
    id = ((await cli.ok(['import', source])).values[0] as { id: string }).id;
    marks = [];
    for (const [i, quote] of QUOTES.entries()) {
      const words = ['highlight', id, '--quote', quote, ...(i === 0 ? ['--note', 'Since when?'] : [])];
      marks.push(((await cli.ok(words)).value as Annotation).id.replace('urn:pressmark:', ''));
    }
    await cli.ok(['highlight', id, '--area', '0.5,0.1,0.2,0.2', '--page', '1', '--note', 'The picture']);
  }, 120_000);

  test('is exported as itself, its own bytes first', async () => {
    const file = path.join(folder, 'out.pdf');
    const report = (await cli.ok(['export', id, '--to', file])).value as ExportReport;
    expect(report).toMatchObject({ pages: 2, unmatched: [], items: [{ id, firstPage: 1, pages: 2, highlights: 3 }] });
    const made = readFileSync(file);
    expect(made.subarray(0, original.length).equals(Buffer.from(original))).toBe(true);
    const { highlights } = await readAnnotations(made);
    expect(highlights.map(({ page, name }) => [page, name])).toEqual([
      [0, marks[0]],
      [1, marks[1]],
    ]);
    const { values } = await cli.ok(['annotations', 'import', file]);
    expect(values.at(-1)).toMatchObject({ summary: { imported: 0, known: 3, failed: 0 } });
  });

  test('is exported by its text when that is asked for', async () => {
    const file = path.join(folder, 'reading.pdf');
    await cli.ok(['export', id, '--to', file, '--pdf-as', 'reading']);
    const made = readFileSync(file);
    expect(made.subarray(0, original.length).equals(Buffer.from(original))).toBe(false);
    const { highlights } = await readAnnotations(made);
    expect(highlights.map(({ name }) => name)).toEqual(marks);
  }, 60_000);

  test('edited elsewhere comes back', async () => {
    const file = path.join(folder, 'edited.pdf');
    await cli.ok(['export', id, '--to', file]);
    const edited = await PDFDocument.load(readFileSync(file), { updateMetadata: false });
    const all = edited.getPages().flatMap((page) => page.node.lookup(PDFName.of('Annots'), PDFArray).asArray());
    const own = all
      .map((ref) => edited.context.lookup(ref, PDFDict))
      .find((dict) =>
        String(dict.lookup(PDFName.of('NM'))).includes(
          Buffer.from(marks[0] as string, 'utf16le')
            .swap16()
            .toString('hex')
            .toUpperCase(),
        ),
      ) as PDFDict;
    own.set(PDFName.of('Contents'), PDFString.of('Since Monday.'));
    writeFileSync(file, await edited.save());
    await cli.ok(['annotations', 'import', file]);
    const { value } = await cli.ok(['annotations', id]);
    const changed = (value as Annotation[]).find((each) => each.id.endsWith(marks[0] as string));
    expect(changed?.body.map((body) => body.value)).toEqual(['Since Monday.']);
  });

  test('that is signed needs consent', async () => {
    const signed = await PDFDocument.load(original, { updateMetadata: false });
    const value = signed.context.obj({ Type: 'Sig', ByteRange: [0, 1, 2, 3], Contents: PDFString.of('00') });
    const field = signed.context.register(signed.context.obj({ FT: 'Sig', T: PDFString.of('S'), V: value }));
    signed.catalog.set(PDFName.of('AcroForm'), signed.context.obj({ SigFlags: 3, Fields: [field] }));
    const file = path.join(folder, 'signed.pdf');
    writeFileSync(file, await signed.save());
    const other = ((await cli.ok(['import', file])).values[0] as { id: string }).id;
    await cli.ok(['highlight', other, '--quote', QUOTES[0]]);
    const to = path.join(folder, 'signed-out.pdf');
    const refused = await cli.run(['export', other, '--to', to]);
    expect([refused.status, refused.value]).toMatchObject([
      4,
      { error: { code: 'invalid', remedy: expect.stringContaining('--allow-signed') } },
    ]);
    const { warnings } = (await cli.ok(['export', other, '--to', to, '--allow-signed'])).value as ExportReport;
    expect(warnings?.join()).toContain('signature');
    await cli.ok(['remove', other]);
  });

  describe('in a dossier', () => {
    let bytes: Buffer;
    let report: ExportReport;
    let second: string;

    beforeAll(async () => {
      const story = path.join(folder, 'story.jsonl');
      writeFileSync(
        story,
        `${JSON.stringify({ title: 'Another story', text: 'Nothing else happened.', language: 'en' })}\n`,
      );
      second = ((await cli.ok(['import', story])).values[0] as { id: string }).id;
      await cli.ok(['dossier', 'create', 'Harbour', '--item', id, '--item', second]);
      const file = path.join(folder, 'dossier.pdf');
      report = (
        await cli.ok([
          'dossier',
          'export',
          'Harbour',
          '--to',
          file,
          '--edition',
          'recipient',
          '--date',
          '2026-03-01T00:00:00Z',
        ])
      ).value as ExportReport;
      bytes = readFileSync(file);
    }, 120_000);

    test('follows its head by its pages, and the next article by those', () => {
      const [own, next] = report.items;
      expect(own).toMatchObject({ id, pages: 3, highlights: 2 });
      expect(next).toMatchObject({ id: second, firstPage: (own?.firstPage ?? 0) + 3 });
      expect(report.unmatched).toEqual([]);
    });

    test('has its highlights on its words, on the page where they are, in the tag tree', async () => {
      const glyphs = await readGlyphs(new Uint8Array(bytes));
      const { highlights, document } = await readAnnotations(bytes);
      const first = (report.items[0]?.firstPage ?? 0) - 1;
      for (const [i, quote] of QUOTES.entries()) {
        const found = highlights.filter(({ name }) => name === marks[i]);
        expect(found.map(({ page, isInTagTree, hasAppearance }) => [page, isInTagTree, hasAppearance])).toEqual([
          [first + 1 + i, true, true],
        ]);
        const [{ page, quads }] = found as [(typeof found)[number]];
        const xs = quads.filter((_, n) => n % 2 === 0);
        const ys = quads.filter((_, n) => n % 2 === 1);
        const box = [Math.min(...xs), Math.max(...ys), Math.max(...xs), 0, 0, Math.min(...ys), 0, 0];
        expect(sortedCharacters(textUnderQuads(glyphs[page] ?? [], box))).toBe(sortedCharacters(quote));
      }
      for (const page of document.getPages())
        for (const each of page.node.lookupMaybe(PDFName.of('Annots'), PDFArray)?.asArray() ?? [])
          expect(document.context.lookup(each, PDFDict).has(PDFName.of('StructParent'))).toBe(true);
    });

    test('keeps comments and links, those within it too, its outline and what was filled in; nothing that runs', async () => {
      const { document, links } = await readAnnotations(bytes);
      const first = report.items[0]?.firstPage ?? 0;
      const [cover, turned] = [document.getPage(first), document.getPage(first + 1)];
      const on = (page: PDFPage) =>
        page.node
          .lookup(PDFName.of('Annots'), PDFArray)
          .asArray()
          .map((each) => document.context.lookup(each, PDFDict));
      const squares = on(cover).filter((dict) => dict.get(PDFName.of('Subtype')) === PDFName.of('Square'));
      expect(squares.some((dict) => String(dict.lookup(PDFName.of('Contents'))).includes('An older comment'))).toBe(
        true,
      );
      const addresses = links
        .map((dict) => dict.lookupMaybe(PDFName.of('A'), PDFDict)?.lookup(PDFName.of('URI')))
        .map(String);
      expect(addresses).toContain('(https://a.example/x?id=7)');
      const targets = links
        .filter((dict) => on(cover).includes(dict))
        .flatMap((dict) => dict.lookupMaybe(PDFName.of('Dest'), PDFArray)?.get(0) ?? []);
      expect(targets).toContain(turned.ref);
      expect(cover.node.Resources()?.lookup(PDFName.of('XObject'), PDFDict).keys().map(String)).toEqual(
        expect.arrayContaining(['/PmPage', '/PmDrawn0']),
      );
      const plain = Buffer.from(await document.save({ useObjectStreams: false })).toString('latin1');
      expect(plain).not.toContain('JavaScript');
      expect(plain).toContain(Buffer.from('The second page', 'utf16le').swap16().toString('hex').toUpperCase());
    });

    test('comes back by the names of its highlights', async () => {
      const { values } = await cli.ok(['annotations', 'import', path.join(folder, 'dossier.pdf')]);
      expect(values.at(-1)).toMatchObject({ summary: { imported: 0, known: 3, failed: 0 } });
    });

    test('is printed by its text when that is asked for', async () => {
      const file = path.join(folder, 'by-text.pdf');
      const byText = (await cli.ok(['dossier', 'export', 'Harbour', '--to', file, '--pdf-as', 'reading']))
        .value as ExportReport;
      expect(byText.items[0]?.pages).toBe(1);
    }, 60_000);
  });
});
