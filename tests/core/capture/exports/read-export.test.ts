import { describe, expect, test } from 'vitest';
import { writeZip } from '../../../../src/core/archive/zip.ts';
import { mayBeExport } from '../../../../src/core/capture/exports/detect-export.ts';
import type { ExportedRecord } from '../../../../src/core/capture/exports/exported-record.ts';
import { latexText } from '../../../../src/core/capture/exports/latex-text.ts';
import { readExport } from '../../../../src/core/capture/exports/read-export.ts';

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));

async function read(
  text: string | Uint8Array,
): Promise<{ service: string | undefined; records: readonly Partial<ExportedRecord>[] }> {
  const bytes = typeof text === 'string' ? bytesOf(text) : text;
  expect(mayBeExport('in.tmp', bytes)).toBe(true);
  const list = await readExport(bytes);
  const records = list?.records.map((record) =>
    Object.fromEntries(
      Object.entries(record).filter(
        ([name, value]) => name !== 'where' && !(Array.isArray(value) && value.length === 0),
      ),
    ),
  );
  return { service: list?.service, records: records ?? [] };
}

describe('tables of links', () => {
  test('Pocket, whose titles may be addresses', async () => {
    expect(
      await read(
        '\ufefftitle,url,time_added,tags,status\r\nOne,https://a.org/1,1599806347,eau|"b ""c""",unread\r\nhttps://a.org/2,https://a.org/2,1,,archive\r\n',
      ),
    ).toEqual({
      service: 'pocket',
      records: [{ title: 'One', url: 'https://a.org/1', tags: ['eau', '"b ""c"""'] }, { url: 'https://a.org/2' }],
    });
  });

  test('Instapaper: selections are highlights, its own folders are none, the oldest comes first', async () => {
    const old = await read(
      'URL,Title,Selection,Folder\nhttps://a.org/new,New,Some words,Unread\nhttps://a.org/old,Old,,Press\n',
    );
    expect(old).toEqual({
      service: 'instapaper',
      records: [
        { title: 'Old', url: 'https://a.org/old', collections: ['Press'] },
        { title: 'New', url: 'https://a.org/new', highlights: [{ quote: 'Some words' }] },
      ],
    });
    const recent = await read(
      'URL,Title,Selection,Folder,Timestamp,Tags\nhttps://a.org/1,T,,Starred,1640080879,"[""a,b"",""c""]"\n',
    );
    expect(recent.records).toEqual([{ title: 'T', url: 'https://a.org/1', tags: ['a,b', 'c'] }]);
  });

  test('Readwise Reader: tags as Python writes them', async () => {
    const { service, records } = await read(
      'Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\nT,https://a.org/1,01h,"[\'eau\', ""it\'s""]",2022-12-20 19:47:00.442000+00:00,0.5,later,True\n',
    );
    expect([service, records[0]?.tags]).toEqual(['readwise-reader', ['eau', "it's"]]);
  });

  test('wallabag and others, with semicolons and in UTF-16', async () => {
    const table =
      'Title;URL;Content;Tags;MIME Type;Language;Creation date\nT;https://a.org/1;<p>Text</p>;a,b;text/html;fr;2020\n';
    const { service, records } = await read(
      new Uint8Array(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(table, 'utf16le')])),
    );
    expect(service).toBe('wallabag');
    expect(records).toEqual([
      {
        title: 'T',
        url: 'https://a.org/1',
        language: 'fr',
        tags: ['a', 'b'],
        content: { kind: 'html', value: '<p>Text</p>' },
      },
    ]);
  });

  test('a quote that is never closed costs one cell, not the table', async () => {
    const { records } = await read(
      'title,url,time_added,tags,status\n"open,https://a.org/1,1,,unread\nNext,https://a.org/2,2,,unread\n',
    );
    expect(records.map(({ url }) => url)).toEqual(['https://a.org/1', 'https://a.org/2']);
  });

  test('tabs of OneTab', async () => {
    const { service, records } = await read('Sat Feb 18 2023\nhttps://a.org/1 | One | two\nhttps://a.org/2\n');
    expect([service, records]).toEqual([
      'onetab',
      [{ title: 'One | two', url: 'https://a.org/1' }, { url: 'https://a.org/2' }],
    ]);
  });

  test('other tables and texts are none of them', async () => {
    expect(await readExport(bytesOf('a;b;c\n1;2;3\n'))).toBeUndefined();
    expect(mayBeExport('notes.txt', bytesOf('[Reuters] A wire story\n\nIts text.'))).toBe(false);
    expect(mayBeExport('page.html', bytesOf('<!doctype html><p>https://a.org/1</p>'))).toBe(false);
  });
});

describe('exports in JSON', () => {
  test('wallabag, with annotations', async () => {
    const entry = {
      id: '1',
      title: 'T',
      url: 'https://a.org/1',
      is_archived: false,
      mimetype: 'text/html',
      language: 'fr_FR',
      content: '<p>Some content</p>',
      tags: ['a', { label: 'b' }],
      annotations: [{ quote: 'Some', text: 'why', created_at: '2024-01-01T10:00:00+0000', ranges: [] }],
    };
    expect(await read(JSON.stringify([entry]))).toEqual({
      service: 'wallabag',
      records: [
        {
          title: 'T',
          url: 'https://a.org/1',
          language: 'fr-FR',
          tags: ['a', 'b'],
          content: { kind: 'html', value: '<p>Some content</p>' },
          highlights: [{ quote: 'Some', note: 'why', created: '2024-01-01T10:00:00.000Z' }],
        },
      ],
    });
  });

  test('Karakeep: lists of people, not smart ones; notes', async () => {
    const { service, records } = await read(
      JSON.stringify({
        bookmarks: [
          {
            createdAt: 1,
            title: 'T',
            tags: ['a'],
            lists: ['l', 's'],
            content: { type: 'link', url: 'https://a.org/1' },
            note: 'n',
          },
          { createdAt: 1, title: null, tags: [], lists: [], content: { type: 'text', text: 'Words' }, note: null },
        ],
        lists: [
          { id: 'l', name: 'Press', type: 'manual', parentId: 's' },
          { id: 's', name: 'Smart', type: 'smart', parentId: 'l' },
        ],
      }),
    );
    expect([service, records]).toEqual([
      'karakeep',
      [
        { title: 'T', url: 'https://a.org/1', tags: ['a'], collections: ['Press'], notes: ['n'] },
        { content: { kind: 'text', value: 'Words' } },
      ],
    ]);
  });

  test('Linkwarden, Pinboard, Pocket’s annotations and dump, Readability, Chrome, Firefox', async () => {
    const url = 'https://a.org/1';
    const service = async (value: unknown) => {
      const { service: name, records } = await read(JSON.stringify(value));
      expect(records[0]?.url).toBe(url);
      return name;
    };
    expect(await service({ name: 'me', collections: [{ name: 'News', links: [{ name: 'T', url, tags: [] }] }] })).toBe(
      'linkwarden',
    );
    expect(await service([{ href: url, description: 'T', extended: '', tags: 'a b' }])).toBe('pinboard');
    expect(await service([{ url, title: 'T', highlights: [{ quote: 'q', created_at: 1 }] }])).toBe('pocket');
    expect(await service({ list: { 1: { given_url: url, resolved_url: url, tags: { a: {} } } } })).toBe('pocket');
    expect(await service({ bookmarks: [{ article__url: url, article__title: 'A &amp; B' }] })).toBe('readability');
    expect(
      await service({ roots: { bookmark_bar: { children: [{ name: 'Folder', children: [{ name: 'T', url }] }] } } }),
    ).toBe('bookmarks');
    expect(await service({ type: 'text/x-moz-place-container', children: [{ title: 'T', uri: url }] })).toBe(
      'bookmarks',
    );
    expect(await service({ _embedded: { items: [{ url, is_archived: 0, title: 'T' }] } })).toBe('wallabag');
  });

  test('CSL-JSON', async () => {
    const { records } = await read(
      JSON.stringify([
        {
          id: 'x',
          type: 'article-newspaper',
          title: 'T',
          author: [{ family: 'Ruiz', given: 'Ana' }, { literal: 'Xinhua' }],
          issued: { 'date-parts': [['2026', 11]] },
          'container-title': 'Le Monde',
          URL: 'https://a.org/1',
        },
      ]),
    );
    expect(records).toEqual([
      {
        title: 'T',
        url: 'https://a.org/1',
        author: ['Ana Ruiz', 'Xinhua'],
        published: '2026-11',
        source: 'Le Monde',
        externalId: 'x',
        isReference: true,
      },
    ]);
  });

  test('that end too early are told as such', async () => {
    await expect(readExport(bytesOf('{"bookmarks":[{"title":'))).rejects.toMatchObject({ code: 'invalid' });
  });
});

test('bookmarks of browsers: folders, tags, descriptions; nothing is closed', async () => {
  const { service, records } = await read(`<!DOCTYPE NETSCAPE-Bookmark-file-1>
    <TITLE>Bookmarks</TITLE><H1>Bookmarks</H1><DL><p>
    <DT><H3 PERSONAL_TOOLBAR_FOLDER="true">Bar</H3><DL><p>
      <DT><A HREF="https://a.org/?a=1&amp;b=2" TAGS="eau,b">One &lt;i&gt;</A><DD>About it
      <DT><H3>Press</H3><DL><p><DT><A HREF="https://a.org/2">Two</A></DL><p>
    </DL><p>
    <DT><A HREF="javascript:alert(1)">js</A></DL>`);
  expect(service).toBe('bookmarks');
  expect(records).toEqual([
    { title: 'One <i>', url: 'https://a.org/?a=1&b=2', tags: ['eau', 'b'], description: 'About it' },
    { title: 'Two', url: 'https://a.org/2', collections: ['Press'] },
    { title: 'js', url: 'javascript:alert(1)' },
  ]);
});

test('Pocket’s page of links', async () => {
  const { service, records } = await read(
    '<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul><li><a href="https://a.org/1" time_added="1" tags="a,b">T</a></li></ul></body></html>',
  );
  expect([service, records]).toEqual(['pocket', [{ title: 'T', url: 'https://a.org/1', tags: ['a', 'b'] }]]);
});

test('Omnivore’s zip: records, pages and highlights are put together', async () => {
  const zip = writeZip([
    { name: 'content/t-1.html', bytes: bytesOf('<p>Words here.</p>') },
    { name: 'highlights/t-1.md', bytes: bytesOf('> Words\n> here.\n\nwhy\n\n> again\n') },
    {
      name: 'metadata_0_to_1.json',
      bytes: bytesOf(
        JSON.stringify([
          {
            id: 'i',
            slug: 't-1',
            title: 'T',
            url: 'https://a.org/1',
            labels: ['a'],
            savedAt: '2024-01-01T00:00:00.000Z',
          },
        ]),
      ),
    },
    { name: 'other/anything.json', bytes: bytesOf('[]') },
  ]);
  expect(await read(zip)).toEqual({
    service: 'omnivore',
    records: [
      {
        title: 'T',
        url: 'https://a.org/1',
        tags: ['a'],
        externalId: 'i',
        content: { kind: 'html', value: '<p>Words here.</p>' },
        highlights: [{ quote: 'Words\nhere.', note: 'why' }, { quote: 'again' }],
      },
    ],
  });
});

describe('references', () => {
  test('RIS, also glued together and without an end', async () => {
    const { records } = await read(
      'TY  - NEWS\nTI  - A long title\nthat goes on\nAU  - Ruiz, Ana\nAU  - Xinhua\nDA  - 2017/07/14/\nT2  - Le Monde\nSP  - 3\nEP  - 4\nKW  - eau\nN1  - a note\nUR  - https://a.org/1\nER  - TY  - JOUR\nT1  - Second\nPY  - 0000\n',
    );
    expect(records).toEqual([
      {
        title: 'A long title that goes on',
        url: 'https://a.org/1',
        author: ['Ana Ruiz', 'Xinhua'],
        published: '2017-07-14',
        source: 'Le Monde',
        page: '3-4',
        tags: ['eau'],
        notes: ['a note'],
        isReference: true,
      },
      { title: 'Second', isReference: true },
    ]);
  });

  test('BibTeX: accents, words of its own, joined values, months, references to others', async () => {
    const { records } = await read(`@String{lm = "Le " # "Monde"}
      @comment{nothing}
      @article{a1, title = {{Elias} und M{\\"u}ller}, author = "Ruiz, Ana and {Barnes and Noble} and J{\\o}rgen H{\\aa}nd", journal = lm, year = 2017, month = jul, crossref={b1}}
      @book{b1, address = "Paris", title = {Whole}, file = {Full:files/1/a.pdf:application/pdf}}`);
    expect(records).toEqual([
      {
        title: 'Elias und Müller',
        author: ['Ana Ruiz', 'Barnes and Noble', 'Jørgen Hånd'],
        published: '2017-07',
        source: 'Le Monde',
        place: 'Paris',
        files: ['files/1/a.pdf'],
        externalId: 'a1',
        isReference: true,
      },
      { title: 'Whole', place: 'Paris', files: ['files/1/a.pdf'], externalId: 'b1', isReference: true },
    ]);
  });

  test('LaTeX is read as text', () => {
    expect(latexText("{\\'E}lys{\\'e}e \\& Co -- d{\\'\\i}a {\\ss} \\c{c}a \\v s ``x'' 50\\%")).toBe(
      'Élysée & Co – día ß ça š “x” 50%',
    );
  });

  test('Zotero RDF with collections, notes and files', async () => {
    const { records } =
      await read(`<rdf:RDF xmlns:rdf="r" xmlns:z="z" xmlns:dc="d" xmlns:dcterms="t" xmlns:bib="b" xmlns:foaf="f" xmlns:link="l">
      <bib:Article rdf:about="#item_1"><z:itemType>newspaperArticle</z:itemType><dcterms:isPartOf><bib:Newspaper><dc:title>Le Monde</dc:title></bib:Newspaper></dcterms:isPartOf>
        <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Ruiz</foaf:surname><foaf:givenName>Ana</foaf:givenName></foaf:Person></rdf:li></rdf:Seq></bib:authors>
        <dc:title>T &amp; U</dc:title><dc:date>2017-07-14</dc:date><dc:subject>eau</dc:subject><dcterms:isReferencedBy rdf:resource="#n"/><link:link rdf:resource="#f"/>
        <dc:identifier><dcterms:URI><rdf:value>https://a.org/1</rdf:value></dcterms:URI></dc:identifier></bib:Article>
      <bib:Memo rdf:about="#n"><rdf:value>&lt;p&gt;a note&lt;/p&gt;</rdf:value></bib:Memo>
      <z:Attachment rdf:about="#f"><z:itemType>attachment</z:itemType><rdf:resource rdf:resource="files/1/page.html"/></z:Attachment>
      <z:Collection rdf:about="#c"><dc:title>Press</dc:title><dcterms:hasPart rdf:resource="#item_1"/></z:Collection></rdf:RDF>`);
    expect(records).toEqual([
      {
        title: 'T & U',
        url: 'https://a.org/1',
        author: ['Ana Ruiz'],
        published: '2017-07-14',
        source: 'Le Monde',
        tags: ['eau'],
        collections: ['Press'],
        notes: ['a note'],
        files: ['files/1/page.html'],
        isReference: true,
      },
    ]);
  });

  test('MODS and EndNote', async () => {
    const mods = await read(
      '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><nonSort>The</nonSort><title>Gate</title></titleInfo><name type="personal"><namePart>Ruiz, Ana</namePart></name><relatedItem type="host"><titleInfo><title>Review</title></titleInfo><part><extent unit="page"><start>2</start><end>3</end></extent></part></relatedItem><originInfo><dateIssued>1994</dateIssued></originInfo></mods>',
    );
    expect(mods.records).toEqual([
      { title: 'The Gate', author: ['Ana Ruiz'], published: '1994', source: 'Review', page: '2-3', isReference: true },
    ]);
    const endnote = await read(
      '<?xml version="1.0"?><xml><records><record><contributors><authors><author><style>Ruiz, Ana</style></author></authors></contributors><titles><title><style>Plain </style><style>Bold</style></title><secondary-title>Review</secondary-title></titles><dates><year>1994</year></dates></record></records></xml>',
    );
    expect(endnote.records).toEqual([
      { title: 'Plain Bold', author: ['Ana Ruiz'], published: '1994', source: 'Review', isReference: true },
    ]);
  });

  test('an entity bomb is text', async () => {
    const bomb = `<!DOCTYPE rdf:RDF [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "&a;&a;&a;&a;">]><rdf:RDF><x:Thing rdf:about="#1"><dc:title>&b;&b;</dc:title></x:Thing></rdf:RDF>`;
    const list = await readExport(bytesOf(bomb));
    expect(JSON.stringify(list ?? '').length).toBeLessThan(2000);
  });
});
