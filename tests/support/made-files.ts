// Files of every format with small articles of our own, made by the tests: whole ones here, damaged ones from them.
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { PDFDocument, type PDFFont, StandardFonts } from 'pdf-lib';

export const PARAGRAPHS = [
  'The cranes began to turn again on Tuesday morning in the western basin, which had been closed since a quay fell into the water in the spring.',
  'Three ships were waiting outside the harbour, and nobody on the coast had believed that the work would end before another winter came.',
  'The town council thanked the engineers, the divers and the fishermen who had lent their boats for nothing through all those months.',
] as const;
export const TITLE = 'The harbour opens again after a year';

const text = (value: string): Uint8Array => strToU8(value);

/** A line of text at a place on a page, in points from the bottom left. */
export interface PlacedLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
}

/** Makes a PDF of pages of lines. */
export async function makePdf(pages: readonly (readonly PlacedLine[])[], title?: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  if (title !== undefined) pdf.setTitle(title);
  const font: PDFFont = await pdf.embedFont(StandardFonts.TimesRoman);
  for (const lines of pages) {
    const page = pdf.addPage([595, 842]);
    for (const { text: line, x, y, size = 10 } of lines) page.drawText(line, { x, y, size, font });
  }
  return pdf.save();
}

/** Makes a PDF whose pages show nothing but a picture, as scanners make them. */
export async function makeScan(pages: number): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const picture = await pdf.embedPng(PNG);
  for (let i = 0; i < pages; i++) pdf.addPage([595, 842]).drawImage(picture, { x: 0, y: 0, width: 595, height: 842 });
  return pdf.save();
}

/** A grey dot. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

const chapter = (title: string, body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title>${title}</title></head><body><h2 id="top">${title}</h2>${body}</body></html>`;

/** Makes a book of two chapters; `more` adds or replaces files in it. */
export function makeEpub(more: Readonly<Record<string, Uint8Array>> = {}): Uint8Array {
  return zipSync({
    mimetype: [text('application/epub+zip'), { level: 0 }],
    'META-INF/container.xml': text(
      '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    ),
    'OEBPS/book.opf': text(`<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:isbn:0000000000000</dc:identifier><dc:title>${TITLE}</dc:title><dc:creator>Ana Ruiz</dc:creator><dc:language>en</dc:language><dc:date>2026-02-03</dc:date><dc:publisher>Harbour Press</dc:publisher></metadata>
<manifest><item id="a" href="one.xhtml" media-type="application/xhtml+xml"/><item id="b" href="text/two%20b.xhtml" media-type="application/xhtml+xml"/><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="p" href="images/dot.png" media-type="image/png"/><item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>`),
    'OEBPS/nav.xhtml': text(chapter('Contents', '<nav><ol><li><a href="one.xhtml">Morning</a></li></ol></nav>')),
    'OEBPS/one.xhtml': text(
      chapter(
        'Morning',
        `<p>${PARAGRAPHS[0]}<a id="empty"/></p><p><img src="images/dot.png" alt="A dot"/></p><p>See <a href="text/two%20b.xhtml#top">the evening</a>.</p>`,
      ),
    ),
    'OEBPS/text/two b.xhtml': text(chapter('Evening', `<p>${PARAGRAPHS[1]}</p>`)),
    'OEBPS/images/dot.png': new Uint8Array(PNG),
    ...more,
  });
}

const run = (value: string) => `<w:r><w:t xml:space="preserve">${value}</w:t></w:r>`;
const paragraph = (value: string, style?: string) =>
  `<w:p>${style === undefined ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}${run(value)}</w:p>`;

/** Makes a document of Word with a title, a heading, paragraphs, a table and a footnote. */
export function makeDocx(more: Readonly<Record<string, Uint8Array>> = {}): Uint8Array {
  const cell = (value: string) => `<w:tc>${paragraph(value)}</w:tc>`;
  const types = (name: string) => `application/vnd.openxmlformats-officedocument.wordprocessingml.${name}+xml`;
  return zipSync({
    '[Content_Types].xml': text(
      `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${types('document.main')}"/><Override PartName="/word/styles.xml" ContentType="${types('styles')}"/></Types>`,
    ),
    '_rels/.rels': text(
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    'docProps/core.xml': text(
      '<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Document1</dc:title><dc:creator>Ana Ruiz; Li Lei</dc:creator></cp:coreProperties>',
    ),
    'word/styles.xml': text(
      '<?xml version="1.0"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>',
    ),
    'word/document.xml': text(
      `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraph(TITLE, 'Title')}${paragraph(PARAGRAPHS[0])}${paragraph('What the divers found', 'Heading1')}${paragraph(PARAGRAPHS[1])}<w:tbl><w:tr>${cell('Ships')}${cell('3')}</w:tr></w:tbl></w:body></w:document>`,
    ),
    ...more,
  });
}

export const PAGE = `<!doctype html><html lang="en"><head><title>${TITLE} | Harbour Press</title><meta property="og:title" content="${TITLE}"></head><body><article><h1>${TITLE}</h1><p>${PARAGRAPHS[0]}</p><p><img src="/dot.png" alt="A dot" width="40" height="40"></p><p>${PARAGRAPHS[1]}</p><p>${PARAGRAPHS[2]}</p></article></body></html>`;

/** A record of a web archive: a recorded response. */
export function makeRecord(
  url: string,
  mediaType: string,
  body: string | Uint8Array,
  headers: readonly string[] = [],
): Buffer {
  const content = Buffer.concat([
    Buffer.from(['HTTP/1.1 200 OK', `Content-Type: ${mediaType}`, ...headers, '', ''].join('\r\n')),
    Buffer.from(body),
  ]);
  return makeWarcRecord('response', url, content);
}

export function makeWarcRecord(type: string, url: string, content: Uint8Array, length = content.length): Buffer {
  const head = [
    'WARC/1.0',
    `WARC-Type: ${type}`,
    `WARC-Target-URI: ${url}`,
    'WARC-Date: 2026-02-03T04:05:06Z',
    'Content-Type: application/http; msgtype=response',
    `Content-Length: ${length}`,
    '',
    '',
  ];
  return Buffer.concat([Buffer.from(head.join('\r\n')), content, Buffer.from('\r\n\r\n')]);
}

/** Two pages and an image, each record packed by itself. */
export function makeWarc(): Buffer {
  return Buffer.concat(
    [
      makeRecord('https://harbour.example/a', 'text/html; charset=utf-8', PAGE),
      makeRecord('https://harbour.example/dot.png', 'image/png', PNG),
      makeRecord('https://harbour.example/b', 'text/html', PAGE.replaceAll(TITLE, 'The second page of the archive')),
      makeRecord('https://harbour.example/frame', 'text/html', '<html><body><script>count()</script></body></html>'),
    ].map((record) => gzipSync(record)),
  );
}

/** The same as a WACZ whose list names the first page only. */
export function makeWacz(more: Readonly<Record<string, Uint8Array>> = {}): Uint8Array {
  return zipSync({
    'archive/data.warc.gz': [new Uint8Array(makeWarc()), { level: 0 }],
    'pages/pages.jsonl': text(
      '{"format":"json-pages-1.0","id":"pages"}\n{"url":"https://harbour.example/a","title":"A"}\n',
    ),
    'datapackage.json': text('{"profile":"data-package"}'),
    ...more,
  });
}

const crlf = (...lines: readonly string[]) => lines.join('\r\n');

/** A newsletter in two forms, with a hidden preheader, a frame, and an image that came along. */
export function makeMail(subject = TITLE): string {
  return crlf(
    'From: =?utf-8?q?Harbour_Pre?= =?utf-8?q?ss?= <letter@harbour.example>',
    `Subject: Fwd: ${subject}`,
    'Date: Wed, 18 Feb 2026 07:32:00 +0100',
    'List-Id: <weekly.harbour.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary="outer"',
    '',
    '--outer',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'The plain form.',
    '--outer',
    'Content-Type: multipart/related; boundary="inner"',
    '',
    '--inner',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    '<div style=3D"display:none">The preheader of the letter</div><table><tr><td><a href=3D"https://harbour.example/v">View in browser</a></td></tr>',
    `<tr><td><h1>${subject}</h1></td></tr><tr><td>${PARAGRAPHS[0]} =C3=A9t=C3=A9</td></tr><tr><td><img src=3D"cid:dot" width=3D"40" height=3D"40"></td></tr>`,
    `<tr><td>${PARAGRAPHS[1]}</td></tr><tr><td><a href=3D"https://harbour.example/u">Unsubscribe</a></td></tr></table>`,
    '--inner',
    'Content-Type: image/png',
    'Content-ID: <dot>',
    'Content-Transfer-Encoding: base64',
    '',
    PNG.toString('base64'),
    '--inner--',
    '--outer--',
    '',
  );
}

export function makeMbox(): string {
  const plain = (n: number) =>
    crlf(
      'From: Ana Ruiz <ana@harbour.example>',
      `Subject: Letter ${n}`,
      'Content-Type: text/plain',
      '',
      `Letter ${n} says this.`,
      '>From the quay it is seen.',
      '',
    );
  return crlf(
    'From ana@harbour.example Wed Feb 18 07:32:00 2026',
    plain(1),
    'From ana@harbour.example Thu Feb 19 07:32:00 2026',
    plain(2),
  );
}

/** A page as browsers save it. */
export function makeMhtml(): string {
  return crlf(
    'From: <Saved by Blink>',
    'Snapshot-Content-Location: https://harbour.example/a',
    'Subject: The harbour',
    'MIME-Version: 1.0',
    'Content-Type: multipart/related; type="text/html"; boundary="----Boundary--x----"',
    '',
    '',
    '------Boundary--x----',
    'Content-Type: text/html',
    'Content-ID: <frame-1@mhtml.blink>',
    'Content-Transfer-Encoding: quoted-printable',
    'Content-Location: https://harbour.example/a',
    '',
    PAGE.replaceAll('=', '=3D').replace('/dot.png', 'https://harbour.example/dot.png'),
    '------Boundary--x----',
    'Content-Type: image/png',
    'Content-Transfer-Encoding: base64',
    'Content-Location: https://harbour.example/dot.png',
    '',
    PNG.toString('base64'),
    '------Boundary--x------',
    '',
  );
}

export const RSS = `<?xml version="1.0" encoding="ISO-8859-1"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour Press</title><link>https://harbour.example/</link><language>en-GB</language>
<item><title>${TITLE}</title><link>https://harbour.example/a</link><dc:creator>Ana Ruiz</dc:creator><pubDate>Wed, 18 Feb 2026 07:32:00 +0100</pubDate><category>Ports</category><description>Short.</description><content:encoded><![CDATA[<p>${PARAGRAPHS[0]}</p><p>${PARAGRAPHS[1]}</p>]]></content:encoded></item>
<item><title>Fish &amp;amp; ships</title><guid isPermaLink="false">x-2</guid><description>&lt;p&gt;${PARAGRAPHS[2]}&lt;/p&gt;</description></item>
</channel></rss>`;

export const ATOM = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Harbour Press</title>
<entry><title type="html">${TITLE}</title><link rel="alternate" href="https://harbour.example/a"/><id>tag:harbour.example,2026:1</id><updated>2026-02-18T07:32:00Z</updated><author><name>Ana Ruiz</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>${PARAGRAPHS[0]}<br/>A second line.</p></div></content></entry></feed>`;

export const JSON_FEED = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Harbour Press',
  language: 'en',
  items: [
    {
      id: '1',
      url: 'https://harbour.example/a',
      title: TITLE,
      content_html: `<p>${PARAGRAPHS[0]}</p>`,
      date_published: '2026-02-18T07:32:00+01:00',
      authors: [{ name: 'Ana Ruiz' }],
      tags: ['Ports'],
    },
  ],
});

export const OPML =
  '<?xml version="1.0"?><opml version="2.0"><body><outline text="News"><outline type="rss" xmlUrl="https://harbour.example/feed"/><outline type="rss" xmlUrl="feed://harbour.example/other"/><outline text="No feed"/></outline></body></opml>';

export const MARKDOWN = `---\ntitle: "${TITLE}"\nauthors: [Ana Ruiz, "Li Lei"]\ndate: 2026-02-03\ntags:\n  - ports\n  - sea\nlang: en\nurl: https://harbour.example/a\n---\n\n# ${TITLE}\n\n${PARAGRAPHS[0]}\n\n| Ships | Boats |\n| --- | --- |\n| 3 | 12 |\n\n${PARAGRAPHS[1]}\n\n<script>alert(1)</script>\n`;
