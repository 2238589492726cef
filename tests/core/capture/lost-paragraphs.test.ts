import { expect, test } from 'vitest';
import { restoreParagraphs, shownParagraphs } from '../../../src/core/capture/lost-paragraphs.ts';
import { parsePage, textOf } from '../../../src/core/capture/page-dom.ts';

/** The subject stands near both ends, so that no two paragraphs begin or end alike. */
const say = (about: string) =>
  `The report about ${about} says that the work was done in time, which is new for ${about}.`;
const paragraph = (about: string, name = 'text') => `<div class="part"><p class="${name}">${say(about)}</p></div>`;
const TITLE = 'The harbour opens again';

/** The subjects of the paragraphs of an article that holds some of a page's, once those that it lost are put back. */
function restored(page: string, held: readonly string[]): readonly string[] {
  const shown = shownParagraphs(parsePage(`<html><body>${page}</body></html>`), TITLE);
  const article = parsePage(`<html><body>${held.map((about) => paragraph(about)).join('')}</body></html>`).body;
  restoreParagraphs(article, shown);
  return [...article.querySelectorAll('p')].map((each) => /about (\S+)/u.exec(textOf(each))?.[1] ?? '');
}

const heading = `<h1>${TITLE}</h1>`;

test('paragraphs before and within an article, in places like its own, are put back where they stand', () => {
  const page = heading + ['gates', 'cranes', 'ships', 'locks', 'quays'].map((about) => paragraph(about)).join('');
  expect(restored(page, ['ships', 'quays'])).toEqual(['gates', 'cranes', 'ships', 'locks', 'quays']);
});

test.each([
  ['in places of another kind', `${heading}${paragraph('gates', 'promo')}${paragraph('ships')}`],
  ['that are hidden', `${heading}<div hidden>${paragraph('gates')}</div>${paragraph('ships')}`],
  ['of readers', `${heading}<div class="comments">${paragraph('gates')}</div>${paragraph('ships')}`],
  ['before the heading', `${paragraph('gates')}${heading}${paragraph('ships')}`],
  ['after a single one', `${heading}${paragraph('ships')}${paragraph('gates')}`],
  [
    'that are no sentences',
    `${heading}<div class="part"><p class="text">The report about gates</p></div>${paragraph('ships')}`,
  ],
  [
    'that are links',
    `${heading}<div class="part"><p class="text"><a href="/a">${say('gates')}</a></p></div>${paragraph('ships')}`,
  ],
])('paragraphs %s stay out', (_, page) => expect(restored(page, ['ships'])).toEqual(['ships']));

test('what follows the last paragraph is put back, with its headings, where two before it are in such places', () => {
  const page = `${heading}${paragraph('gates')}${paragraph('cranes')}<div class="part"><h3>What is new about ships</h3><p class="text">${say('ships')}</p></div>`;
  const shown = shownParagraphs(parsePage(`<html><body>${page}</body></html>`), TITLE);
  const article = parsePage(`<html><body>${paragraph('gates')}${paragraph('cranes')}</body></html>`).body;
  restoreParagraphs(article, shown);
  expect([...article.querySelectorAll('h3, p')].map(textOf)).toEqual([
    say('gates'),
    say('cranes'),
    'What is new about ships',
    say('ships'),
  ]);
});

test.each([
  ['under a heading that is a link', `<h2><a href="/b">Ships wait</a></h2>${paragraph('ships')}`],
  ['under another first heading', `<h1>Ships wait</h1>${paragraph('ships')}`],
  ['in an article of its own', `<article>${paragraph('ships')}</article>`],
])('what follows %s is another article', (_, more) =>
  expect(restored(`${heading}${paragraph('gates')}${paragraph('cranes')}${more}`, ['gates', 'cranes'])).toEqual([
    'gates',
    'cranes',
  ]),
);

test('a paragraph that lost a hidden part is there already', () => {
  const page = `${heading}<div class="part"><p class="text">${say('gates')} <span hidden>x = 1.</span></p></div>${paragraph('ships')}`;
  expect(restored(page, ['gates', 'ships'])).toEqual(['gates', 'ships']);
});
