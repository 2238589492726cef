// Settings by the command line, and what becomes of a fetch by them: the same file that the window writes.
import { readFileSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ImportItem } from '../../src/shared/api/documents.ts';
import { atEnd } from '../support/at-end.ts';
import { type CommandLine, commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { webServer } from '../support/web-server.ts';

const CERTIFICATES = path.resolve(import.meta.dirname, '../fixtures/certificates');
const CERTIFICATE = path.join(CERTIFICATES, 'company.pem');
const PAGE = `<html><head><title>Behind the company</title></head><body><article><h1>Behind the company</h1>${'<p>The authority of the port said on Monday that the repairs would take some weeks, and that ships would wait.</p>'.repeat(6)}</article></body></html>`;

function program(): CommandLine {
  const made = commandLine(tempFolder('settings'));
  for (const name of ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy', 'NODE_EXTRA_CA_CERTS'])
    for (const each of [name, name.toUpperCase()]) delete made.env[each];
  return made;
}

async function importOf(cli: CommandLine, address: string): Promise<ImportItem> {
  const { values } = await cli.run(['import', address]);
  return values[0] as ImportItem;
}

describe('settings by the command line', () => {
  test('need no archive; are listed, set, printed and taken back', async () => {
    const cli = program();
    await cli.ok(['settings', 'set', 'reading.size', '4']);
    await cli.ok(['settings', 'set', 'fetching.allowPrivate', 'on']);
    expect((await cli.ok(['settings', 'get', 'reading.size'])).value).toEqual({ 'reading.size': 4 });
    const { value } = await cli.ok(['settings', 'list']);
    expect(value).toMatchObject({
      values: { theme: 'system', 'fetching.allowPrivate': true },
      set: ['reading.size', 'fetching.allowPrivate'],
    });
    expect((await cli.ok(['settings', 'unset', 'reading.size'])).value).toEqual({ 'reading.size': 2 });
    expect((await cli.ok(['settings', 'list'])).value).toMatchObject({ set: ['fetching.allowPrivate'] });
  });

  test.each([
    [['set', 'theme', 'pink'], 4, 'invalid', 'no value of theme'],
    [['set', 'fetching.pageSeconds', '1.5'], 4, 'invalid', 'a whole number from 5 to 600'],
    [['set', 'fetching.pageSeconds', ''], 0, undefined, ''],
    [['get', 'nothing'], 2, 'usage', 'no setting “nothing”'],
    [['unset', 'nothing'], 2, 'usage', 'no setting “nothing”'],
    [['set', 'fetching.certificates', '/nowhere.pem'], 3, 'not-found', 'There is no file /nowhere.pem'],
    [['set', 'fetching.proxy', 'http://a:b@c:1'], 4, 'invalid', 'not kept'],
  ] as const)('%j ends with %i', async (words, status, code, message) => {
    const result = await program().run(['settings', ...words]);
    expect(result.status).toBe(status);
    if (code === undefined) return;
    // What a failure is made of is for windows only.
    const { error } = result.value as { error: Record<string, string> };
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(Object.keys(error).filter((name) => !['code', 'message', 'remedy', 'subject'].includes(name))).toEqual([]);
  });

  test('sign what is written, unless the call names somebody', async () => {
    const cli = program();
    delete cli.env['PRESSMARK_CREATOR'];
    await cli.ok(['init']);
    await cli.ok(['settings', 'set', 'person', 'Grace']);
    const file = path.join(path.dirname(cli.archive), 'a.txt');
    writeFileSync(file, 'A title\n\nThe river was high this week, and the ferry did not run.\n');
    const { id } = (await cli.ok(['import', file])).value as { id: string };
    const signed = async (...more: string[]) =>
      (await cli.ok(['note', id, 'x', ...more])).value as { creator: { name: string } };
    expect((await signed()).creator.name).toBe('Grace');
    expect((await signed('--creator', 'Ada')).creator.name).toBe('Ada');
  });

  test('name the computers of an archive', async () => {
    const cli = program();
    await cli.ok(['init']);
    await cli.ok(['devices', 'name', 'Office']);
    expect((await cli.ok(['devices', 'list'])).value).toMatchObject([{ isThisOne: true, name: 'Office', by: 'Ada' }]);
  });
});

describe('fetching as it is set', () => {
  test('goes through the proxy that is named, and without one where it is excepted', async () => {
    const cli = program();
    await cli.ok(['init']);
    const proxy = await webServer({ 'http://news.example.org/a': PAGE });
    await cli.ok(['settings', 'set', 'fetching.proxy', proxy.origin]);
    expect(await importOf(cli, 'http://news.example.org/a')).toMatchObject({ title: 'Behind the company' });
    expect(proxy.asked).toEqual(['http://news.example.org/a']);
    await cli.ok(['settings', 'set', 'fetching.proxyExceptions', '127.0.0.1']);
    const own = await webServer({ '/own': PAGE });
    await cli.ok(['settings', 'set', 'fetching.allowPrivate', 'true']);
    expect(await importOf(cli, `${own.origin}/own`)).toMatchObject({ title: 'Behind the company' });
    expect(own.asked).toContain('/own');
    expect(proxy.asked).toHaveLength(1);
  });

  test('passes by the proxy of the environment when none is wanted', async () => {
    const cli = program();
    await cli.ok(['init']);
    const [proxy, own] = await Promise.all([webServer({}), webServer({ '/own': PAGE })]);
    cli.env['http_proxy'] = proxy.origin;
    await cli.ok(['settings', 'set', 'fetching.proxy', 'none']);
    await cli.ok(['settings', 'set', 'fetching.allowPrivate', 'true']);
    expect(await importOf(cli, `${own.origin}/own`)).toMatchObject({ status: 'imported' });
    expect(proxy.asked).toEqual([]);
  });

  test('refuses one’s own networks until they are permitted', async () => {
    const cli = program();
    await cli.ok(['init']);
    const own = await webServer({ '/own': PAGE });
    expect(await importOf(cli, `${own.origin}/own`)).toMatchObject({ status: 'failed', error: { code: 'invalid' } });
    expect(own.asked).toEqual([]);
    await cli.ok(['settings', 'set', 'fetching.allowPrivate', 'true']);
    expect(await importOf(cli, `${own.origin}/own`)).toMatchObject({ status: 'imported' });
  });

  test('keeps to the size that is set', async () => {
    const cli = program();
    await cli.ok(['init']);
    const own = await webServer({ '/large': PAGE + ' '.repeat(1_100_000) });
    await cli.ok(['settings', 'set', 'fetching.allowPrivate', 'true']);
    await cli.ok(['settings', 'set', 'fetching.pageMegabytes', '1']);
    expect(await importOf(cli, `${own.origin}/large`)).toMatchObject({ error: { code: 'too-large' } });
    await cli.ok(['settings', 'set', 'fetching.pageMegabytes', '2']);
    expect(await importOf(cli, `${own.origin}/large`)).toMatchObject({ status: 'imported' });
  });

  test('trusts a company’s certificate that is chosen', async () => {
    const cli = program();
    await cli.ok(['init']);
    const keys = { key: readFileSync(path.join(CERTIFICATES, 'company-key.pem')), cert: readFileSync(CERTIFICATE) };
    const server = https.createServer(keys, (_, response) => response.setHeader('content-type', 'text/html').end(PAGE));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    atEnd(() => server.close());
    const address = `https://localhost:${(server.address() as AddressInfo).port}/`;
    await cli.ok(['settings', 'set', 'fetching.allowPrivate', 'true']);
    expect((await importOf(cli, address)).error?.message).toContain('certificate');
    await cli.ok(['settings', 'set', 'fetching.certificates', CERTIFICATE]);
    expect(await importOf(cli, address)).toMatchObject({ status: 'imported' });
  });
});
