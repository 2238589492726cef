// Books of the samples and of a page whose markup is wrong in every way, looked at by epubcheck where it is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const EPUBCHECK = '/usr/share/java/epubcheck.jar';
const SAMPLES = ['ar.html', 'en.txt', 'fr.html', 'zh.html'].map((name) =>
  path.resolve(import.meta.dirname, '../../resources/samples', name),
);
const MESSY = `<!doctype html><html lang="en"><head><title>A messy page</title></head><body><article><h1>A messy page</h1>
<p>Before <span>a span with <div>a block of words</div></span> and words after it, enough of them to be an article of its own.</p>
<ul><li>one of the items</li><ul><li>an inner item</li></ul><i>a loose one</i></ul><ol>loose words <li>two of the items</li></ol>
<dl><dd>an explanation without a term</dd></dl><p id="twice x">The first place, said twice.</p><p id="twice x">The second place, said twice.</p>
<p>A link <a href="#twice x">within</a>, one <a href="#nowhere">to nowhere</a>, one that is <a href="https://news.example/%2">cut off</a>.</p>
<figcaption>A caption without its picture</figcaption></article></body></html>`;

test('books pass epubcheck', async () => {
  if (!existsSync(EPUBCHECK)) {
    console.warn('skipped: epubcheck (Debian’s package is not installed)');
    return;
  }
  const folder = tempFolder();
  writeFileSync(path.join(folder, 'messy.html'), MESSY);
  const cli = commandLine(folder);
  await cli.ok(['init']);
  const { values } = await cli.ok(['import', ...SAMPLES, path.join(folder, 'messy.html'), '--collection', 'all']);
  const messy = (values as { id?: string; source?: string }[]).find(({ source }) => source?.endsWith('messy.html'))
    ?.id as string;
  await cli.ok(['highlight', messy, '--quote', 'a block of words', '--note', 'A note with **Markdown**.']);
  const french = (values as { id?: string; source?: string }[]).find(({ source }) => source?.endsWith('fr.html'))
    ?.id as string;
  await cli.ok(['highlight', french, '--area', '0.2,0.4,0.4,0.3', '--image', '1', '--note', 'On the picture.']);
  await cli.ok(['dossier', 'create', 'All', '--collection', 'all']);
  const books = [path.join(folder, 'all.epub'), path.join(folder, 'one.epub')] as const;
  await cli.ok(['dossier', 'export', 'All', '--to', books[0], '--group-by', 'language']);
  await cli.ok(['export', messy, '--to', books[1]]);
  for (const book of books) {
    const { stdout, stderr } = spawnSync('java', ['-jar', EPUBCHECK, book], { encoding: 'utf8' });
    expect(stdout + stderr).toContain('0 fatals / 0 errors / 0 warnings');
  }
});
