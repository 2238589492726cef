import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SettingsFile } from '../../../src/core/service/settings-file.ts';
import { SETTING_NAMES, type Settings, settingsSchema, USUAL_SETTINGS } from '../../../src/shared/settings.ts';
import { emptyArchive, openedArchive } from '../../support/made-archive.ts';
import { testPorts } from '../../support/test-ports.ts';

const CERTIFICATE = readFileSync(path.resolve(import.meta.dirname, '../../fixtures/certificates/company.pem'), 'utf8');

function keptFile({ places }: ReturnType<typeof testPorts>): string {
  mkdirSync(places.config, { recursive: true });
  return path.join(places.config, 'settings.json');
}

/** Values that each setting can have; certificates and proxies are looked at apart. */
const anyChange = fc
  .record(
    {
      person: fc.string({ maxLength: 50 }),
      language: fc.constantFrom(...settingsSchema.shape.language.options),
      theme: fc.constantFrom(...settingsSchema.shape.theme.options),
      'reading.size': fc.integer({ min: 0, max: 6 }),
      'fetching.allowPrivate': fc.boolean(),
      'fetching.pageSeconds': fc.integer({ min: 5, max: 600 }),
      'dossier.paper': fc.constantFrom(...settingsSchema.shape['dossier.paper'].options),
    },
    { requiredKeys: [] },
  )
  .chain((values) =>
    fc.subarray(SETTING_NAMES as (keyof Settings)[]).map((taken) => ({
      ...values,
      ...Object.fromEntries(taken.filter((name) => !(name in values)).map((name) => [name, null])),
    })),
  );

describe('settings', () => {
  test('are as usual until they are set, and again when they are taken back', async () => {
    const { service, ports } = await emptyArchive();
    expect((await service.call('settings.show', {})).values).toEqual(USUAL_SETTINGS);
    const { values, undo } = await service.call('settings.change', {
      values: { theme: 'sepia', 'reading.size': 4, person: '  Ada  ' },
    });
    expect(values).toEqual({ ...USUAL_SETTINGS, theme: 'sepia', 'reading.size': 4, person: 'Ada' });
    expect(undo).toEqual({ theme: null, 'reading.size': null, person: null });
    expect(JSON.parse(readFileSync(keptFile(ports), 'utf8'))).toEqual({
      theme: 'sepia',
      'reading.size': 4,
      person: 'Ada',
    });
    await service.call('settings.change', { values: undo });
    expect(await service.call('settings.show', {})).toMatchObject({ values: USUAL_SETTINGS, set: [] });
    await service.close();
  });

  test('any changes are taken back by their undo, in turn', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyChange, { maxLength: 5 }), async (changes) => {
        const file = new SettingsFile(testPorts());
        const states = [(await file.read()).values];
        const undos: Parameters<SettingsFile['change']>[0][] = [];
        for (const change of changes) {
          undos.push(await file.change(change));
          states.push((await file.read()).values);
        }
        for (const undo of undos.reverse()) {
          states.pop();
          await file.change(undo);
          expect((await file.read()).values).toEqual(states.at(-1));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('that are changed at the same moment are all kept', async () => {
    const file = new SettingsFile(testPorts());
    await Promise.all([
      file.change({ theme: 'dark' }),
      file.change({ 'reading.size': 5 }),
      file.change({ person: 'Ada' }),
    ]);
    expect((await file.read()).set).toEqual(['person', 'theme', 'reading.size']);
  });

  test('that several programs change at the same moment are all kept', async () => {
    const ports = testPorts();
    const changes: Parameters<SettingsFile['change']>[0][] = [
      { theme: 'dark' },
      { 'reading.size': 5 },
      { person: 'Ada' },
      { language: 'fr' },
    ];
    await Promise.all(changes.map((change) => new SettingsFile(ports).change(change)));
    expect((await new SettingsFile(ports).read()).set).toEqual(['person', 'language', 'theme', 'reading.size']);
  });

  test('of a later version stay where they are', async () => {
    const ports = testPorts();
    writeFileSync(keptFile(ports), '{"later": {"a": 1}, "theme": "dark", "reading.size": 99}');
    const file = new SettingsFile(ports);
    expect(await file.read()).toEqual({ values: { ...USUAL_SETTINGS, theme: 'dark' }, set: ['theme'] });
    await file.change({ theme: null });
    expect(JSON.parse(readFileSync(keptFile(ports), 'utf8'))).toEqual({ later: { a: 1 }, 'reading.size': 99 });
  });

  test('in a file that is no JSON are told, and nothing is written over it', async () => {
    const ports = testPorts();
    writeFileSync(keptFile(ports), '{"theme": ');
    const file = new SettingsFile(ports);
    await expect(file.read()).rejects.toMatchObject({ code: 'invalid', remedy: expect.stringContaining('remove it') });
    await expect(file.change({ theme: 'dark' })).rejects.toMatchObject({ code: 'invalid' });
    expect(readFileSync(keptFile(ports), 'utf8')).toBe('{"theme": ');
  });

  test.each([
    ['theme', 'pink', 'invalid', '“pink” is no value of theme.'],
    ['reading.size', 7, 'invalid', 'reading.size is a whole number from 0 to 6.'],
    ['reading.size', 'large', 'invalid', 'reading.size is a whole number from 0 to 6.'],
    ['fetching.allowPrivate', 'perhaps', 'invalid', 'fetching.allowPrivate is true or false.'],
    ['person', 'x'.repeat(201), 'invalid', 'What is written for person is too long, or no text.'],
    ['nothing', 'x', 'usage', 'There is no setting “nothing”.'],
    ['constructor', 'x', 'usage', 'There is no setting “constructor”.'],
    ['fetching.proxy', 'ftp://proxy.example', 'invalid', '“ftp://proxy.example” is no address of a proxy.'],
    ['fetching.proxy', 'http://proxy.example/path', 'invalid', '“http://proxy.example/path” is no address of a proxy.'],
    [
      'fetching.proxy',
      'http://me:secret@proxy.example:80',
      'invalid',
      'The name and password of a proxy are not kept.',
    ],
    ['fetching.certificates', 'no certificate', 'invalid', 'There is no certificate in it that can be read.'],
    [
      'fetching.certificates',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      'invalid',
      'There is no certificate in it that can be read.',
    ],
  ] as const)('%s cannot be %j, and nothing else of the change is kept', async (name, value, code, message) => {
    const { service } = await emptyArchive();
    const change = service.call('settings.change', { values: { 'dossier.author': 'Press office', [name]: value } });
    await expect(change).rejects.toMatchObject({ code, message });
    expect((await service.call('settings.show', {})).set).toEqual([]);
    await service.close();
  });

  test('name a proxy without its scheme, and certificates by whom they were issued to', async () => {
    const { service } = await emptyArchive(
      testPorts({ environment: { https_proxy: 'http://me:secret@proxy.example:3128' } }),
    );
    await service.call('settings.change', {
      values: { 'fetching.proxy': 'proxy.example:8080', 'fetching.certificates': CERTIFICATE + CERTIFICATE },
    });
    const shown = await service.call('settings.show', {});
    expect(shown.values['fetching.proxy']).toBe('http://proxy.example:8080');
    expect(shown.certificates).toHaveLength(2);
    expect(shown.systemProxy).toBe('proxy.example:3128');
    expect(JSON.stringify(shown)).not.toContain('secret');
    await service.close();
  });

  test('are told to every window when they change, and are no change of the archive', async () => {
    const { service } = await emptyArchive();
    const events: unknown[] = [];
    service.subscribe((event) => events.push(event));
    const before = service.revision;
    await service.call('settings.change', { values: { theme: 'dark' } });
    expect(events).toEqual([{ type: 'changed', revision: before, nouns: ['settings'] }]);
    await service.close();
  });

  test('are changed while another program holds the archive', async () => {
    const archive = await emptyArchive();
    await archive.service.hold();
    const other = await openedArchive(archive.folder, archive.ports);
    await other.service.call('settings.change', { values: { theme: 'dark' } });
    expect((await archive.service.call('settings.show', {})).values.theme).toBe('dark');
    await other.service.close();
    await archive.service.close();
  });

  test('are what a new dossier begins with, unless it is told otherwise', async () => {
    const { service } = await emptyArchive();
    const bare = await service.call('dossiers.create', { name: 'Before' });
    expect(bare).not.toHaveProperty('author');
    await service.call('settings.change', {
      values: { 'dossier.author': 'Press office', 'dossier.language': 'fr', 'dossier.citationStyle': 'apa' },
    });
    expect(await service.call('dossiers.create', { name: 'As set' })).toMatchObject({
      author: 'Press office',
      language: 'fr',
      citationStyle: 'apa',
    });
    const told = await service.call('dossiers.create', { name: 'As told', author: 'Ada', language: 'zh' });
    expect(told).toMatchObject({ author: 'Ada', language: 'zh', citationStyle: 'apa' });
    expect(await service.call('dossiers.create', { name: 'Without', author: '' })).not.toHaveProperty('author');
    await service.close();
  });
});

describe('the computers of an archive', () => {
  test('are listed with when each wrote last, this one first, and keep their names for all', async () => {
    const mine = await emptyArchive(testPorts({ person: 'Ada' }));
    await mine.service.call('dossiers.create', { name: 'One' });
    const [here] = await mine.service.call('archive.devices', {});
    expect(here).toMatchObject({ isThisOne: true, by: 'Ada' });
    const named = await mine.service.call('archive.nameDevice', { name: ' Office ' });
    expect(named).toMatchObject({ name: 'Office', before: '', device: here?.device });
    await mine.service.close();

    const theirs = await openedArchive(mine.folder, testPorts({ person: 'Bo', now: () => Date.UTC(2026, 5, 1) }));
    expect(await theirs.service.call('archive.devices', {})).toMatchObject([
      { isThisOne: true },
      { isThisOne: false, device: here?.device, name: 'Office', by: 'Ada' },
    ]);
    await theirs.service.call('dossiers.create', { name: 'Two' });
    await theirs.service.call('archive.nameDevice', { name: 'The old one', device: here?.device ?? '' });
    const [there] = await theirs.service.call('archive.devices', {});
    expect(there).toMatchObject({ isThisOne: true, by: 'Bo', lastSeen: '2026-06-01T00:00:00.000Z' });
    await theirs.service.close();

    const again = await openedArchive(mine.folder, { ...mine.ports, now: () => Date.UTC(2026, 5, 2) });
    expect(await again.service.call('archive.devices', {})).toMatchObject([
      { isThisOne: true, name: 'The old one' },
      { isThisOne: false, device: there?.device, by: 'Bo' },
    ]);
    await again.service.close();
  });

  test('are found though the last line of a journal is longer than what is read first', async () => {
    const { service } = await emptyArchive();
    await service.call('dossiers.create', { name: 'Long', synthesis: 'a word and '.repeat(40_000) });
    expect(await service.call('archive.devices', {})).toMatchObject([{ isThisOne: true, by: 'Ada' }]);
    await service.close();
  });

  test('take no name that is too long', async () => {
    const { service } = await emptyArchive();
    await expect(service.call('archive.nameDevice', { name: 'x'.repeat(81) })).rejects.toMatchObject({
      code: 'invalid',
      message: 'A computer’s name has at most 80 characters.',
    });
    await service.close();
  });
});
