// Archives of every format ever released open, and say what they said (tests/fixtures/archives/README.md).
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { FORMAT_VERSION } from '../../../src/core/archive/manifest.ts';
import { filesOf } from '../../support/archive-files.ts';
import { emptyArchive, openedArchive } from '../../support/made-archive.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testPorts } from '../../support/test-ports.ts';
import { toldState } from '../../support/told-state.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures/archives');
const VERSIONS = readdirSync(FIXTURES).flatMap((name) => /^format-(\d+)$/.exec(name)?.[1] ?? []);

test('there is an archive of every format', () => {
  expect(VERSIONS.map(Number).sort()).toEqual(Array.from({ length: FORMAT_VERSION }, (_, index) => index + 1));
});

describe.each(VERSIONS)('an archive of format %s', (version) => {
  const known = JSON.parse(readFileSync(path.join(FIXTURES, `format-${version}.json`), 'utf8')) as object;
  const copied = () => {
    const folder = path.join(tempFolder('format'), 'a');
    cpSync(path.join(FIXTURES, `format-${version}`), folder, { recursive: true });
    return folder;
  };

  test('opens, says what it said, and is not touched by being read', async () => {
    const folder = copied();
    const before = await filesOf(folder);
    const { service } = await openedArchive(folder, testPorts());
    expect(await toldState(service)).toMatchObject(known);
    await service.close();
    expect(await filesOf(folder)).toEqual(before);
  });

  test('says the same after its catalogue was thrown away, and after more was written to it', async () => {
    const { service } = await openedArchive(copied(), testPorts());
    await service.call('archive.reindex', {});
    expect(await toldState(service)).toMatchObject(known);
    await service.call('documents.import', { contents: [{ name: 'new.txt', text: 'A new one\nof these days.' }] });
    expect(await service.call('archive.verify', {})).toMatchObject({ damaged: [] });
    await service.close();
  });

  test('says the same when it comes in as the file that was exported then', async () => {
    const { service } = await emptyArchive();
    await service.call('archive.import', { file: path.join(FIXTURES, `format-${version}.wacz`) });
    expect(await toldState(service)).toMatchObject(known);
    await service.close();
  });
});
