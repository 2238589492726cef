import { describe, expect, test } from 'vitest';
import { FoundFields } from '../../../src/core/capture/found-fields.ts';
import { bylineOf } from '../../../src/core/capture/page-byline.ts';
import { parsePage } from '../../../src/core/capture/page-dom.ts';
import { readPageMetadata } from '../../../src/core/capture/page-metadata.ts';

const bylineIn = (html: string) =>
  bylineOf(parsePage(`<html><body>${html}</body></html>`), 'The harbour opens again', ['Quay News', 'quay.example']);
const HEADING = '<h1>The harbour opens again</h1>';
const TEXT = '<p>The gates of the old harbour were opened again on Monday, after ten years of quarrels and rust.</p>';

describe('the byline that a reader sees', () => {
  test.each([
    ['a marked place', '<span itemprop="author"><a href="/a/lee">Ann Lee</a></span>', ['Ann Lee']],
    ['a place named for it', '<div class="article-author-name">Ann Lee</div>', ['Ann Lee']],
    ['a place named in another language', '<p class="autor"><b>Ana Ruiz</b> | Palma | 08/01/2014</p>', ['Ana Ruiz']],
    [
      'a label before the name',
      '<span class="byline"><span>Author</span><a href="/author/lee">Ann Lee</a></span>',
      ['Ann Lee'],
    ],
    [
      'an agency under the names',
      '<p class="byline">ANN LEE and BO CHEN<br>Associated Press</p>',
      ['ANN LEE', 'BO CHEN'],
    ],
    [
      'two places side by side',
      '<ul><li class="author">Ann Lee</li><li class="author">Bo Chen</li></ul>',
      ['Ann Lee', 'Bo Chen'],
    ],
    ['a date before the name', '<div class="meta-author">Posted on September 21, 2020 by Ann Lee</div>', ['Ann Lee']],
    ['a line that says so', '<p>Von Jörg Weiß und Anna-Lena Groß</p>', ['Jörg Weiß', 'Anna-Lena Groß']],
    ['a line in Chinese', '<p>记者：王小明</p>', ['王小明']],
  ])('is found in %s', (_, html, author) => expect(bylineIn(HEADING + html + TEXT)?.author).toEqual(author));

  test.each([
    ['who comments', '<div class="comments"><span class="author">Ann Lee</span></div>'],
    ['who wrote another article', `<ul>${`<li>${TEXT}<span class="author">Ann Lee</span></li>`.repeat(3)}</ul>`],
    ['a teaser’s author', `<a href="/other">${TEXT}<span class="author">Ann Lee</span></a>`],
    [
      'topics',
      '<p class="byline"><a href="/t/1">Church</a> <a href="/t/2">Rome</a> <a href="/t/3">Popes</a> <a href="/t/4">Faith</a></p>',
    ],
    ['the publication', '<span class="author">Quay News</span>'],
    ['when it was updated', '<span class="author">Last Updated: January 7, 2025</span>'],
    ['a link to more', '<span class="author"><a href="/author/lee">View all posts</a></span>'],
    ['a line of the article', '<p>By the time the gates opened, Ann Lee was gone.</p>'],
  ])('is not %s', (_, html) => expect(bylineIn(HEADING + TEXT + html)).toBeUndefined());

  test('is that of the article where readers come before the heading', () => {
    const readers = '<div class="comment"><span class="author">Bo Chen</span></div>'.repeat(50);
    expect(bylineIn(`${readers}<div class="byline">Ann Lee</div>${HEADING}${TEXT}`)?.author).toEqual(['Ann Lee']);
  });
});

describe('the author that a page tells machines of', () => {
  const authorIn = (things: readonly object[]) => {
    const fields = new FoundFields();
    const script = `<script type="application/ld+json">${JSON.stringify(things)}</script>`;
    readPageMetadata(
      parsePage(`<html><head>${script}</head><body></body></html>`),
      'https://www.annlee.example/a',
      fields,
    );
    return fields.values.author;
  };
  const article = (name: string) => ({
    '@type': 'NewsArticle',
    author: { '@type': 'Person', name },
    publisher: { name },
  });

  test('is whoever has a site of the same name', () => expect(authorIn([article('Ann Lee')])).toEqual(['Ann Lee']));

  test('is no person whom the page calls an organisation too', () =>
    expect(authorIn([article('Ann Lee'), { '@type': 'Organization', name: 'annlee.com' }])).toBeUndefined());

  test('is read with its references', () =>
    expect(authorIn([article('Jos&eacute; Mu&ntilde;oz')])).toEqual(['José Muñoz']));
});
