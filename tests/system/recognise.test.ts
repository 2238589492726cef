// Recognition with the real Tesseract, where it is installed: a page that our printing engine draws comes back in its words.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { expect, test } from 'vitest';
import { startEngine } from '../e2e/support/engine.ts';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const SENTENCES = [
  'The ferry crossed the river again on Monday, nine years after it had been laid up at the northern quay.',
  'Fares are lower than before, and the first boat leaves at six in the morning.',
];

test('a scan of a printed page is read', async () => {
  if (!spawnSync('tesseract', ['--list-langs'], { encoding: 'utf8' }).stdout?.includes('eng')) {
    console.warn('skipped: recognition of text (Tesseract with English is not installed)');
    return;
  }
  const folder = tempFolder();
  const engine = await startEngine();
  const tab = await engine.newPage({ viewport: { width: 620, height: 877 }, deviceScaleFactor: 4 });
  await tab.setContent(
    `<body style="font:15px/1.5 serif;margin:80px;text-align:justify">${SENTENCES.map((words) => `<p>${words}</p>`).join('')}</body>`,
  );
  const pdf = await PDFDocument.create();
  const picture = await pdf.embedPng(await tab.screenshot());
  pdf.addPage([595, 842]).drawImage(picture, { x: 0, y: 0, width: 595, height: 842 });
  await engine.close();
  writeFileSync(path.join(folder, 'scan.pdf'), await pdf.save());
  const cli = commandLine(folder);
  await cli.ok(['init']);
  const [item] = (await cli.ok(['import', path.join(folder, 'scan.pdf')])).values as { id: string }[];
  await cli.ok(['reading', item?.id as string, '--ocr', '--language', 'en']);
  const { text } = (await cli.ok(['show', item?.id as string, '--text'])).value as { text: string };
  expect(text.split('\n').slice(1)).toEqual(SENTENCES);
});
