import { describe, expect, test } from 'vitest';
import { isCreditLine, readWireStory } from '../../../src/core/capture/wire-story.ts';

describe('the grammar of wire stories', () => {
  test.each([
    ['BRÉVANES, 19 novembre (Xinhua) -- Les grues tournent.', 'Xinhua', 'BRÉVANES'],
    ['RIO DE JANEIRO, 19 novembre (Xinhua) -- Les relations', 'Xinhua', 'RIO DE JANEIRO'],
    ['PARIS (Reuters) - Les grues', 'Reuters', 'PARIS'],
    ['WASHINGTON, May 5 (AP) — The cranes', 'AP', 'WASHINGTON'],
    ['Madrid, 5 may (EFE).- Las grúas', 'EFE', 'Madrid'],
    ['МОСКВА, 5 мая. /ТАСС/. Краны', 'TASS', 'МОСКВА'],
    ['[東京 5日 ロイター] - 港は', 'Reuters', '東京'],
    ['(서울=연합뉴스) 홍길동 기자', 'Yonhap', '서울'],
    ['新华社北京11月23日电（记者王某）', 'Xinhua', '北京'],
  ])('“%s” has a dateline', (line, source, place) => {
    expect(readWireStory(['A title', line])).toMatchObject({ source, place });
  });

  test.each([
    ['a-t-il déclaré à Xinhua dans une interview.', 'Xinhua'],
    ['he told Reuters on Monday.', 'Reuters'],
    ['dijo a EFE el alcalde.', 'EFE'],
    ['Source: Xinhua', 'Xinhua'],
    ['来源：新华社', 'Xinhua'],
    ['© AFP', 'AFP'],
  ])('“%s” names the source', (line, source) => {
    expect(readWireStory(['A title', 'A paragraph.', line])).toEqual({ source });
  });

  test.each([
    'The AP exam is in May.',
    'This is (AP) a thing.',
    'La Chine a parlé de Xinhua.',
    'Le maire a déclaré à la presse.',
  ])('“%s” names none', (line) => {
    expect(readWireStory(['A title', line])).toEqual({});
  });

  test('two agencies that were told something are no source', () => {
    expect(readWireStory(['T', 'he told Reuters.', 'she told AFP.'])).toEqual({});
  });

  test.each([
    ['French.example.com | Publié le 2020-12-28 à 23:03', '2020-12-28T23:03'],
    ['Publié le 5 juin 2024', '2024-06-05'],
    ['Published: June 5, 2024', '2024-06-05'],
    ['发布时间：2020-12-28 23:03', '2020-12-28T23:03'],
  ])('“%s” is a date of publication', (line, published) => {
    expect(readWireStory(['A title', line])).toEqual({ published });
  });

  test('the address gives the date that the text does not', () => {
    expect(readWireStory(['T', 'Words.'], 'https://news.example/20241119/abc/c.html')).toEqual({
      published: '2024-11-19',
    });
  });

  test.each([
    ['(Xinhua/Ju Mou)', true],
    ['Photo : AFP', true],
    ['(Reuters) - Le port', false],
    ['Le port a rouvert.', false],
  ])('“%s” is a credit: %s', (line, isCredit) => expect(isCreditLine(line)).toBe(isCredit));
});
