// A dossier goes out, is annotated in another program and comes back: edits of our highlights are edits, new ones are new annotations.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, type PDFNumber } from 'pdf-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Annotation } from '../../src/shared/annotation.ts';
import { madePicture } from '../core/dossier/support/made-picture.ts';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const TEXT = `The harbour board met on Monday. It said that the gates would be repaired before the winter.
Ships wait outside until the work is done, and the pilots have agreed to work at night.
No one has asked the fishermen, who land at low tide and leave again before the morning.`;

describe('an annotated dossier', () => {
  const folder = tempFolder('annotated');
  const cli = commandLine(folder);
  const pdf = path.join(folder, 'dossier.pdf');
  let document: string;
  let noted: string;
  let bare: string;
  let hidden: string;

  beforeAll(async () => {
    await cli.ok(['init']);
    const file = path.join(folder, 'story.jsonl');
    writeFileSync(file, `${JSON.stringify({ title: 'The gates', text: TEXT, language: 'en' })}\n`);
    document = ((await cli.ok(['import', file])).values[0] as { id: string }).id;
    const make = async (...words: string[]) =>
      ((await cli.ok(['highlight', document, ...words])).value as Annotation).id.replace('urn:pressmark:', '');
    noted = await make(
      '--quote',
      'gates would be repaired',
      '--note',
      'See https://a.example/x?token=SECRET',
      '--tag',
      'works',
    );
    bare = await make('--quote', 'work is done', '--color', 'green');
    hidden = await make('--quote', 'low tide', '--note', 'Ours only.', '--private');
    await cli.ok(['dossier', 'create', 'Gates', '--item', document]);
    await cli.ok(['dossier', 'export', 'Gates', '--to', pdf, '--edition', 'recipient']);
  }, 120_000);

  const stored = async () => {
    const { value } = await cli.ok(['annotations', document]);
    return new Map((value as Annotation[]).map((each) => [each.id.replace('urn:pressmark:', ''), each]));
  };
  const bodies = (annotation: Annotation | undefined) => annotation?.body.map(({ value }) => value);

  test('that nobody edited changes nothing, neither private notes nor addresses that recipients do not see', async () => {
    const before = await stored();
    const { values } = await cli.ok(['annotations', 'import', pdf]);
    expect((values as { state?: string }[]).slice(0, -1).map(({ state }) => state)).toEqual([
      'known',
      'known',
      'known',
    ]);
    expect(await stored()).toEqual(before);
  });

  test('brings edited notes and colours back as edits, and new highlights as annotations on their words', async () => {
    const edited = await PDFDocument.load(readFileSync(pdf), { updateMetadata: false });
    const all = edited.getPages().flatMap((page) => {
      const annotations = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray);
      return Array.from({ length: annotations?.size() ?? 0 }, (_, i) => ({
        page,
        dict: annotations?.lookup(i, PDFDict) as PDFDict,
      }));
    });
    const named = (id: string) =>
      all.find(({ dict }) => {
        const name = dict.lookup(PDFName.of('NM'));
        return name instanceof PDFHexString && name.decodeText() === id;
      }) as (typeof all)[number];
    named(noted).dict.set(PDFName.of('Contents'), PDFHexString.fromText('Checked: before December.'));
    named(bare).dict.set(PDFName.of('C'), edited.context.obj([1, 0.8, 0.85]));
    const { page, dict } = named(bare);
    const quads = dict
      .lookup(PDFName.of('QuadPoints'), PDFArray)
      .asArray()
      .map((each) => (each as PDFNumber).asNumber());
    // A highlight over the same line, from the column's edge to where the other one begins.
    const [left = 0, top = 0, , , , bottom = 0] = quads;
    const fresh = edited.context.obj({
      Type: 'Annot',
      Subtype: 'Highlight',
      Rect: [90, bottom, left - 2, top],
      QuadPoints: [90, top, left - 2, top, 90, bottom, left - 2, bottom],
      C: [1, 1, 0.4],
      T: PDFHexString.fromText('A. Reader'),
      Contents: PDFHexString.fromText('Who says so?'),
      NM: PDFHexString.fromText('7f3c-other-program'),
    });
    page.node.addAnnot(edited.context.register(fresh));
    const file = path.join(folder, 'edited.pdf');
    writeFileSync(file, await edited.save());

    const { values } = await cli.ok(['annotations', 'import', file]);
    expect(values.at(-1)).toMatchObject({ summary: { imported: 1, known: 3, failed: 0 } });
    const after = await stored();
    expect(new Set(bodies(after.get(noted)))).toEqual(new Set(['works', 'Checked: before December.']));
    expect(after.get(bare)?.['pressmark:color']).toBe('pink');
    expect(bodies(after.get(bare))).toEqual([]);
    expect(bodies(after.get(hidden))).toEqual(['Ours only.']);
    const made = [...after.values()].find(({ creator }) => creator?.name === 'A. Reader');
    expect(bodies(made)).toEqual(['Who says so?']);
    expect(made?.['pressmark:color']).toBe('yellow');
    expect(made?.['pressmark:anchoring']).toMatchObject({ state: expect.stringMatching(/exact|approximate/) });

    // The same file again adds nothing.
    const again = await cli.ok(['annotations', 'import', file]);
    expect(again.values.at(-1)).toMatchObject({ summary: { imported: 0, known: 4 } });
  });

  test('brings back what was changed on a marked part of a picture', async () => {
    const page = path.join(folder, 'page.html');
    const picture = madePicture(300, 200).toString('base64');
    writeFileSync(
      page,
      `<!doctype html><html lang="en"><title>The quay</title><article><h1>The quay</h1><p>${TEXT}</p><figure><img src="data:image/png;base64,${picture}" alt="The quay"></figure><p>${TEXT}</p></article></html>`,
    );
    const { id } = (await cli.ok(['import', page])).values[0] as { id: string };
    const marked = (
      await cli.ok(['highlight', id, '--area', '0.1,0.2,0.3,0.4', '--image', '1', '--note', 'Whose ship?'])
    ).value as Annotation;
    const exported = path.join(folder, 'quay.pdf');
    expect((await cli.ok(['export', id, '--to', exported])).value).toMatchObject({ unmatched: [] });
    const edited = await PDFDocument.load(readFileSync(exported), { updateMetadata: false });
    const squares = edited
      .getPages()
      .flatMap(({ node }) => node.lookupMaybe(PDFName.of('Annots'), PDFArray)?.asArray() ?? [])
      .map((each) => edited.context.lookup(each, PDFDict))
      .filter((dict) => dict.get(PDFName.of('Subtype')) === PDFName.of('Square'));
    expect(squares).toHaveLength(1);
    squares[0]?.set(PDFName.of('Contents'), PDFHexString.fromText('The pilot’s.'));
    squares[0]?.set(PDFName.of('C'), edited.context.obj([0.7, 0.86, 1]));
    writeFileSync(exported, await edited.save());

    const { values } = await cli.ok(['annotations', 'import', exported]);
    expect(values.at(-1)).toMatchObject({ summary: { imported: 0, known: 1, failed: 0 } });
    const [after] = (await cli.ok(['annotations', id])).value as Annotation[];
    expect([bodies(after), after?.['pressmark:color']]).toEqual([['The pilot’s.'], 'blue']);
    expect(after?.target).toEqual(marked.target);
  });

  test('that is no PDF at all is told', async () => {
    const file = path.join(folder, 'broken.pdf');
    writeFileSync(file, '%PDF-1.7\nnothing more');
    const result = await cli.run(['annotations', 'import', file]);
    expect([result.status, (result.value as { error?: { code?: string } }).error?.code]).toEqual([4, 'invalid']);
  });
});
