import { readFileSync } from 'node:fs';
import path from 'node:path';
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import type { Captured, CaptureRequest } from '../../../src/core/capture/captured.ts';
import { captureHtml } from '../../../src/core/capture/html-article.ts';
import { buildReadingText } from '../../../src/shared/reading-text.ts';

const PAGES = path.join(import.meta.dirname, '../../fixtures/pages');

interface Expected extends Pick<Captured, 'fields' | 'origins' | 'url' | 'canonicalUrl' | 'warnings'> {
  readonly lines: readonly string[];
  readonly blocks: Captured['reading']['blocks'];
  readonly media: readonly string[];
}
const EXPECTED: Readonly<Record<string, Expected>> = JSON.parse(
  readFileSync(path.join(PAGES, 'expected.json'), 'utf8'),
);

const pageOf = (html: string, more: Partial<CaptureRequest> = {}) =>
  captureHtml({ bytes: Buffer.from(html), name: 'a.html', format: 'html', given: {}, ...more });
const bodyOf = (reading: Captured['reading']) =>
  new JSDOM(reading.html).window.document.querySelector('article') as Element;

/** A page whose article holds the given markup between enough words to be found. */
const article = (
  inside: string,
  head = '',
) => `<!doctype html><html lang="en"><head><title>A title of a page</title>${head}</head><body><article>
<p>The cranes began to turn again on Tuesday morning in the western basin, which had been closed since a quay fell into the water, and three ships were waiting.</p>
${inside}
<p>Nobody on the coast had believed that the work would end this year, and the town had made ready for another winter without its harbour, its cranes and its ships.</p>
</article></body></html>`;

describe('the articles in pages', () => {
  const paragraph = (about: string) =>
    `<p>The report about ${about} says that the work of the last year was done in time, that nobody was hurt by it, and that the town will pay less than it had feared in the spring, when the first stones fell into the water of the old basin.</p>`;
  const post = (title: string, about: string) =>
    `<article><h2><a href="/${about}">${title}</a></h2>${paragraph(about).repeat(3)}</article>`;

  test('are without the other articles that follow on the page', async () => {
    const own = `<article><h1>The gates open</h1>${paragraph('gates').repeat(3)}</article>`;
    const page = `<html><head><title>The gates open</title></head><body>${own}<div>${post('The cranes turn', 'cranes')}${post('Ships wait', 'ships')}</div></body></html>`;
    const { reading } = await pageOf(page);
    expect(reading.text).toContain('about gates');
    expect(reading.text).not.toMatch(/about (?:cranes|ships)/u);
  });

  test('are found in a page that is one form, without the forms for filling in', async () => {
    const inside = `<div class="article"><h1>The gates open</h1>${paragraph('gates').repeat(4)}</div><div>${'<p><label>Your address, so that we can send you all that is new of the harbour and its ships</label><input></p>'.repeat(3)}</div>`;
    const page = (body: string) => `<html><head><title>The gates open</title></head><body>${body}</body></html>`;
    const { reading } = await pageOf(page(`<form id="aspnetForm">${inside}</form>`));
    expect(reading.text).toContain('about gates');
    const asked = `<form class="content article">${'<p>Tell us where you live, so that we can write.</p>'.repeat(8)}</form>`;
    const { reading: other } = await pageOf(page(`${asked}<div>The gates open on Monday. Ships wait.</div>`));
    expect(other.text).toBe('The gates open\nThe gates open on Monday. Ships wait.');
  });

  test('are whole where a page holds several posts under no one’s title', async () => {
    const page = `<html><head><title>All posts</title></head><body><h1>All posts</h1>${post('The cranes turn', 'cranes')}${post('Ships wait', 'ships')}</body></html>`;
    const { reading } = await pageOf(page);
    expect(reading.text).toMatch(/about cranes[\s\S]*about ships/u);
  });

  test('are the place of most paragraphs where what was found is short beside them', async () => {
    const box = (words: string) => `<div class="widget"><div class="promo">${words}</div></div>`;
    const rooms = ['gates', 'cranes', 'ships', 'quays', 'bridges', 'locks', 'sheds', 'boats'];
    const first = `<div class="content"><div class="entry article">${paragraph('rooms').repeat(3)}</div></div>`;
    const page = `<html><head><title>A house of many rooms</title></head><body>${first}${rooms.map((about) => box(paragraph(about))).join('')}</body></html>`;
    const { reading, warnings } = await pageOf(page);
    for (const about of ['gates', 'cranes', 'ships', 'quays', 'bridges'])
      expect(reading.text).toContain(`about ${about}`);
    expect(warnings).not.toContain('text-not-found');
  });

  test.each(Object.entries(EXPECTED))(
    '%s is found whole, without what surrounds it',
    async (file, { lines, blocks, media, ...expected }) => {
      const captured = await captureHtml({
        bytes: readFileSync(path.join(PAGES, file)),
        name: file,
        format: 'html',
        given: {},
      });
      expect(captured.reading.text.split('\n')).toEqual(lines);
      expect(captured.reading.blocks).toEqual(blocks);
      expect(captured.reading.media.map(({ name }) => name)).toEqual(media);
      expect(captured).toMatchObject(expected);
    },
  );

  test.each(Object.keys(EXPECTED))(
    'the reading text of %s is that of its reading copy as a browser parses it',
    async (file) => {
      const { reading, fields } = await captureHtml({
        bytes: readFileSync(path.join(PAGES, file)),
        name: file,
        format: 'html',
        given: {},
      });
      const again = buildReadingText(bodyOf(reading), { title: fields.title });
      expect([again.text, again.blocks]).toEqual([reading.text, reading.blocks]);
    },
  );

  test('a page without text is refused', async () => {
    const scan = readFileSync(path.join(PAGES, 'scan.html'), 'utf8');
    await expect(pageOf(scan)).rejects.toMatchObject({ code: 'invalid', message: 'the page has no text' });
  });

  test('a page in which no article is found is kept whole, with a warning', async () => {
    const links = Array.from({ length: 8 }, (_, i) => `<li><a href="/${i}">Link ${i}</a></li>`).join('');
    const { reading, warnings } = await pageOf(
      `<html><body><form><p>Form</p></form><nav>Menu</nav><ul class="sidebar menu">${links}</ul></body></html>`,
    );
    expect(warnings).toEqual(['text-not-found']);
    expect(reading.text).toContain('Link 3');
  });

  test('a page that has no title takes the name of its file, unless a program made that name up', async () => {
    const html = article('').replace(/<title>.*<\/title>/, '');
    const named = await pageOf(html, { name: 'Le_port rouvre.html' });
    expect([named.fields.title, named.origins['title']]).toEqual(['Le port rouvre', 'file-name']);
    expect(named.reading.text.split('\n')[0]).toBe('Le port rouvre');
    expect((await pageOf(html, { name: '0f3a9c21-77b1-4e0d-9a52-1c2d3e4f5a6b.html' })).fields.title).toBe('');
  });

  test('what the person says wins over what the page says', async () => {
    const { fields, origins } = await pageOf(article(''), { given: { title: 'Mine', author: ['Me'], language: 'la' } });
    expect(fields).toMatchObject({ title: 'Mine', author: ['Me'], language: 'la' });
    expect(origins).toMatchObject({ title: 'person', author: 'person', language: 'person' });
  });

  test.each([
    ['<meta property="og:type" content="article">', '', 'article'],
    ['<meta property="article:published_time" content="2024-06-05">', '', 'article'],
    ['<script type="application/ld+json">{"@type":"NewsArticle","headline":"The harbour"}</script>', '', 'article'],
    ['<meta property="og:type" content="website">', 'main', 'page'],
    ['', 'main', 'page'],
  ])('a page with %j, its text in %j, is of the kind: %s', async (head, place, kind) => {
    const html = article('').replace('<head>', `<head>${head}`);
    const { kind: found } = await pageOf(place === '' ? html : html.replaceAll('article>', `${place}>`));
    expect(found).toBe(kind);
  });

  test('a declared language that the text contradicts is not believed', async () => {
    const { fields, origins } = await pageOf(article('').replace('lang="en"', 'lang="fr"'));
    expect([fields.language, origins.language]).toEqual(['en', 'detected']);
  });

  test('marks like our own in a page mean nothing', async () => {
    const { reading } = await pageOf(
      article('<p data-pressmark="credit">It was the longest winter that anyone in the harbour could remember.</p>'),
    );
    expect(reading.blocks).toEqual([]);
    expect(reading.text).toContain('longest winter');
  });

  test('a formula of MathJax is kept as its TeX', async () => {
    const { reading } = await pageOf(
      article(
        '<p>The law says that <script type="math/tex">E=mc^2</script> holds for every harbour and for every ship in it.</p>',
      ),
    );
    expect(reading.text).toContain('says that E=mc^2 holds');
  });

  test('a dateline in the text tells the place, and the day when nothing else does', async () => {
    const page = article('').replace('<p>The cranes', '<p>BRÉVANES, June 5, 2024 (AFP) - The cranes');
    const { fields, origins } = await pageOf(page);
    expect(fields).toMatchObject({ place: 'BRÉVANES', published: '2024-06-05' });
    expect(origins).toMatchObject({ place: 'text', published: 'text' });
  });

  test('a paragraph in another language is marked as such in the reading copy', async () => {
    const french =
      'Personne ne croyait plus que le port rouvrirait un jour, et pourtant les grues tournaient de nouveau ce matin-là au-dessus du bassin.';
    const { reading, fields } = await pageOf(article(`<blockquote><p>${french}</p></blockquote>`));
    expect(fields.language).toBe('en');
    const marked = [...bodyOf(reading).querySelectorAll('[lang]')].map((each) => [
      each.getAttribute('lang'),
      each.textContent,
    ]);
    expect(marked).toEqual([['fr', french]]);
  });

  test('text that stands loose beside blocks is kept, and a caption is known by a class in camel case', async () => {
    const { reading } = await pageOf(
      article(
        '<ul><li>The first crane turned at eight, in front of some three hundred people who had come.<ul><li>The second one followed an hour later, to the applause of all.</li></ul></li></ul><div><img src="https://a.example/1.jpg"><div class="InlineImage-imageEmbedCaption">The western basin, seen from the lighthouse</div></div>',
      ),
    );
    expect(reading.text).toContain('turned at eight, in front');
    const lines = reading.text.split('\n');
    const line = lines.findIndex((each) => each.startsWith('The western basin, seen')) + 1;
    expect(reading.blocks).toEqual([[line, 'caption']]);
  });

  test('metadata of catalogues: several authors, last names first, a title under two names', async () => {
    const { fields, origins } = await pageOf(
      article(
        '',
        '<meta property="x:title dc:title" content="The harbour, a study"><meta name="citation_author" content="Lee, Ann"><meta name="citation_author" content="Chen, Bo">',
      ),
    );
    expect(fields).toMatchObject({ title: 'The harbour, a study', author: ['Ann Lee', 'Bo Chen'] });
    expect(origins).toMatchObject({ title: 'meta', author: 'meta' });
  });

  test('a Chinese page’s responsible editor is not its author', async () => {
    const named = (text: string) =>
      pageOf(article(`<p>${text}</p>`, '<meta name="author" content="王小明">')).then(({ fields }) => fields.author);
    expect(await named('（责任编辑：王小明）')).toBeUndefined();
    expect(await named('记者王小明报道。（责任编辑：王小明）')).toEqual(['王小明']);
  });

  test('a byline gives the names in it, not its date', async () => {
    const { fields } = await pageOf(
      article('').replace(
        '<article>',
        '<article><p class="pb-byline">by <a href="/ann">Ann Lee</a> 22 Dec 2016 651 comments</p>',
      ),
    );
    expect(fields.author).toEqual(['Ann Lee']);
  });

  test('what does not belong to a long article goes, and lists and headings of its own stay', async () => {
    const paragraph = (about: string) =>
      `<p>Of ${about} the harbour master says that nobody had seen the like, and that the town will need years, money and a good deal of luck before it is mended.</p>`;
    const { reading } = await pageOf(
      article(
        [
          paragraph('the quay'),
          '<div class="related-links"><p><a href="/1">Read more: the fish market closes</a></p></div>',
          paragraph('the cranes'),
          '<h2>What comes next</h2><ul><li>New stones for the western quay.</li><li>Two lights.</li><li>A <a href="/l">lock</a> for small boats.</li></ul>',
          paragraph('the ships'),
          '<div class="newsletter-signup"><p>Sign up for our newsletter and get the best of the coast in your inbox.</p></div>',
          paragraph('the sailors'),
          '<p><img src="https://a.example/q.jpg"></p><p>Photo: Getty Images</p>',
          paragraph('the lights'),
        ].join('\n'),
      ),
    );
    expect(reading.text).not.toMatch(/Read more|Sign up/);
    for (const own of ['What comes next', 'New stones', 'Two lights.', 'A lock for small boats.', 'Of the sailors'])
      expect(reading.text).toContain(own);
    const line = reading.text.split('\n').indexOf('Photo: Getty Images') + 1;
    expect(reading.blocks).toEqual([[line, 'credit']]);
  });

  test('an article in many parts is found whole where the page marks its place', async () => {
    const part = (about: string) =>
      `<section class="module-${about}"><div><div><div><p>The ${about} of the harbour was mended last, after a winter of storms in which nobody on the coast had gone out to fish, and it cost more than the town had thought it would.</p></div></div></div></section>`;
    const parts = ['quay', 'light', 'lock', 'crane', 'basin', 'pier', 'market', 'slip'];
    const { reading } = await pageOf(
      `<html><body><main>${parts.map(part).join('<div class="ad-slot"></div>')}</main><footer><p>Imprint of the paper.</p></footer></body></html>`,
    );
    for (const each of parts) expect(reading.text).toContain(`The ${each} of the harbour`);
    expect(reading.text).not.toContain('Imprint');
  });

  test('boxes of links, asides and lines at the edges go', async () => {
    const { reading } = await pageOf(
      article(
        '<div><a href="/a">Read also: the fish market</a></div><aside><p>Subscribe to our letter.</p></aside>',
      ).replace('<article>', '<article><p>5 June, by Maud</p>'),
    );
    expect(reading.text).not.toMatch(/Read also|Subscribe|by Maud/);
    expect(reading.text.split('\n')).toHaveLength(3);
  });
});

describe('the images of an article', () => {
  const imageIn = async (markup: string, url?: string) => {
    const { reading } = await pageOf(
      article(`<figure>${markup}<figcaption>The basin.</figcaption></figure>`),
      url === undefined ? {} : { url },
    );
    return { image: bodyOf(reading).querySelector('img'), media: reading.media };
  };

  test('a lazy image is known by its address, and nothing is fetched for it', async () => {
    const { image } = await imageIn(
      '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" data-src="/b.jpg" alt="Basin">',
      'https://paper.example/a/',
    );
    expect([image?.getAttribute('data-src'), image?.getAttribute('src'), image?.getAttribute('alt')]).toEqual([
      'https://paper.example/b.jpg',
      null,
      'Basin',
    ]);
  });

  test('of several sizes a sensible one is taken', async () => {
    const { image } = await imageIn(
      '<img srcset="https://x.example/400.jpg 400w, https://x.example/1800.jpg 1800w, https://x.example/4000.jpg 4000w">',
    );
    expect(image?.getAttribute('data-src')).toBe('https://x.example/1800.jpg');
  });

  test('an image within the page becomes a file, once for each picture', async () => {
    const png =
      'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const { image, media } = await imageIn(`<img src="${png}"><img src="${png}">`);
    expect(image?.getAttribute('src')).toBe('media/1.png');
    expect(media.map(({ name, bytes }) => [name, bytes.length])).toEqual([
      ['media/1.png', Buffer.from(png.split(',')[1] as string, 'base64').length],
    ]);
  });

  test('a picture in a paragraph with its legend stays, and the legend is a caption', async () => {
    const { reading } = await pageOf(
      article('').replace(
        '<article>',
        '<article><p><img src="https://x.example/wall.jpg" width="600"> The old wall. Photo: Jane Doe, Getty Images, published 5 June 2024 at 10:00</p>',
      ),
    );
    const line = reading.text.split('\n').findIndex((each) => each.startsWith('The old wall.')) + 1;
    expect(reading.blocks).toContainEqual([line, expect.stringMatching(/^ca|^cr/u)]);
    expect(bodyOf(reading).querySelector('img')?.getAttribute('data-src')).toBe('https://x.example/wall.jpg');
  });

  test('a picture stays in a division that has as many line breaks as elements', async () => {
    const { reading } = await pageOf(
      article('<div><p><img src="https://x.example/gate.jpg" width="600"><br></p></div>'),
    );
    expect(bodyOf(reading).querySelector('img')?.getAttribute('data-src')).toBe('https://x.example/gate.jpg');
  });

  test('a drawing within the page is left out', async () => {
    const { image, media } = await imageIn('<img src="data:image/svg+xml,%3Csvg%20onload=%22PWN()%22/%3E" alt="Map">');
    expect([image?.getAttribute('src') ?? null, media]).toEqual([null, []]);
  });
});
