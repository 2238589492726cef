import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { firstNameFirst, readAuthors } from '../../../src/core/capture/authors.ts';
import { chooseTitle } from '../../../src/core/capture/page-title.ts';

const titleOf = (html: string, openGraph?: string, site?: string, element = '', headline?: string) =>
  chooseTitle(parseHTML(`<html><head><title>${element}</title></head><body>${html}</body></html>`).document, {
    openGraph,
    headline,
    catalogue: undefined,
    other: undefined,
    sites: site === undefined ? [] : [site],
  })?.title;

describe('the title of a page', () => {
  test('is the heading that agrees with what the page says of itself', () => {
    expect(
      titleOf('<h1>The Gazette</h1><h1>The harbour opens again</h1>', 'The harbour opens again | The Gazette'),
    ).toBe('The harbour opens again');
  });

  test.each([
    ['The harbour opens again | The Gazette', 'The Gazette', 'The harbour opens again'],
    ['The Gazette - The harbour opens again', 'The Gazette', 'The harbour opens again'],
    ['The harbour opens again - Quay News', undefined, 'The harbour opens again'],
    ['Ships - and what they carry', undefined, 'Ships - and what they carry'],
    ['A | B', undefined, 'A | B'],
  ])('“%s” of %s is without the site’s name', (said, site, title) => expect(titleOf('', said, site)).toBe(title));

  test.each([
    [
      '<h1>The gates of the old harbour will open again By Ana Ruiz</h1>',
      'The gates of the old harbour will open again',
    ],
    ['<h1>How the harbour opened again: a long story</h1>', 'How the harbour’s opened again, a long story'],
  ])('is what the page gives to others where its heading is nearly the same: %s', (html, said) =>
    expect(titleOf(html, said)).toBe(said),
  );

  test.each([
    ['a part after a dash', '<h1>Harbour reopens – what ships carry</h1>', 'Harbour reopens – what ships carry'],
    ['a hashtag after a dash', '<h1>Talk with the master – #Quay</h1>', 'Talk with the master – #Quay'],
  ])('keeps %s that its heading has', (_, html, said) => expect(titleOf(html, said)).toBe(said));

  test.each([
    ['<h1>Old quay</h1>', 'Old quay - Society of the Friends of Harbours, registered', 'Old quay'],
    ['<h1>Old quay</h1>', 'All of the coast: Old quay', 'Old quay'],
    ['<h1 class="site-title">Coastal</h1><h1>Old quay</h1>', 'Coastal » Old quay', 'Old quay'],
    ['<h2>Old quay</h2><h2>Ships</h2>', 'Old quay | Coastal', 'Old quay'],
  ])('is the heading that is a part of what is said: %s', (html, said, title) =>
    expect(titleOf(html, said)).toBe(title),
  );

  test('is not the name of the site that stands before it in the title element', () => {
    const page = '<h1>Silver Quay</h1><h3>The gates of the harbour open again</h3>';
    const said = 'The gates of the harbour open again';
    expect(titleOf(page, said, undefined, `Silver Quay: ${said}`)).toBe(said);
  });

  test('is what is said where the heading has a kicker or a section before it', () => {
    const heading = '<h1><span>Ports</span> The gates of the harbour open again</h1>';
    expect(titleOf(heading, 'Harbours', undefined, 'Harbours', 'The gates of the harbour open again')).toBe(
      'The gates of the harbour open again',
    );
  });

  test.each([
    [
      '<h1>What a harbour master does all day</h1>',
      'Harbours: the great overview',
      'What a harbour master does all day',
    ],
    ['<h1>Berths</h1>', 'Cheap berths in May - compare offers', 'Cheap berths in May - compare offers'],
    ['<nav><h1>Our other pages of the coast</h1></nav>', 'Berths', 'Our other pages of the coast'],
    ['<h1>港口今天重新开放</h1>', 'Berths', 'Berths'],
  ])('of a page that says something else is its heading when that is no label: %s', (html, said, title) =>
    expect(titleOf(html, said)).toBe(title),
  );

  test('has no soft hyphens', () =>
    expect(titleOf('<h1>The har\u00adbour opens again</h1>', 'The harbour opens again')).toBe(
      'The harbour opens again',
    ));

  test('is whole where a quotation mark ends what is said', () =>
    expect(titleOf('', 'Minister calls the harbour ', undefined, 'Minister calls the harbour "a wound"')).toBe(
      'Minister calls the harbour "a wound"',
    ));

  test('is without styles in its heading', () =>
    expect(titleOf('<h1><style>.a{color:red}</style>The harbour opens again</h1>')).toBe('The harbour opens again'));

  test('is the heading where what the page gives to others is cut', () =>
    expect(titleOf('<h1>The gates of the old harbour open again</h1>', 'The gates of the old harbour open…')).toBe(
      'The gates of the old harbour open again',
    ));

  test('is the heading where the page says nothing', () => expect(titleOf('<h1>The harbour</h1>')).toBe('The harbour'));
  test('is not the heading with what is glued to it', () => {
    expect(titleOf('<h1>The harbour opens<b>The Gazette</b></h1>', 'The harbour opens')).toBe('The harbour opens');
  });
  test('is not made up', () => expect(titleOf('<p>Words</p>')).toBeUndefined());
});

describe('authors', () => {
  test.each([
    [['By Ann Lee and Bo Chen'], ['Ann Lee', 'Bo Chen']],
    [['Par Maud Kerdoncuff, Ali Benhamou'], ['Maud Kerdoncuff', 'Ali Benhamou']],
    [['作者：王某'], ['王某']],
    [['https://example.org/ann'], undefined],
    [['The Gazette'], undefined],
    [['admin'], undefined],
    [['Ann Lee', 'ann lee'], ['ann lee']],
    [['By Ann Lee, Staff Writer'], ['Ann Lee']],
    [['Maud Kerdoncuff, envoyée spéciale à Lima'], ['Maud Kerdoncuff']],
    [['Par Maud Kerdoncuff avec AFP'], ['Maud Kerdoncuff']],
    [['Ann Lee 22 Dec 2016'], ['Ann Lee']],
    [['Ann Lee | Updated June 5'], ['Ann Lee']],
    [['Von Jörg Weiß und Anna-Lena Groß'], ['Jörg Weiß', 'Anna-Lena Groß']],
    [['Por Ana García y José Núñez (Madrid)'], ['Ana García', 'José Núñez']],
    [['View my complete profile'], undefined],
    [['Our Foreign Staff'], undefined],
    [['J J'], undefined],
    [['ANN LEE, AP National Security Writer'], ['ANN LEE']],
    [['Analysis by Ann Lee, CNN Editor-at-large'], ['Ann Lee']],
    [['The Gazette - Ann Lee'], ['Ann Lee']],
    [['Ann Lee @annlee'], ['Ann Lee']],
    [['Ann Lee, Berlin, Bo Chen'], ['Ann Lee', 'Bo Chen']],
    [['Quay Verlag GmbH, Berlin, Germany'], undefined],
    [['The Gazette, London, England'], undefined],
    [['gazette.example.com'], undefined],
    [['Zeige alle Beiträge von Ann Lee →'], ['Ann Lee']],
    [['Contributors to the atlas'], ['Contributors to the atlas']],
    [['November 18'], undefined],
  ])('in %j are %j', (values, names) => expect(readAuthors(values, ['The Gazette'])).toEqual(names));
});

test.each([
  ['Jong, Michiel de', 'Michiel de Jong'],
  ['Ann Lee', 'Ann Lee'],
  ['Lee, Ann, Dr.', 'Lee, Ann, Dr.'],
])('the catalogue’s name “%s” is %s', (written, name) => expect(firstNameFirst(written)).toBe(name));
