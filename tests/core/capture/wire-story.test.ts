import { describe, expect, test } from 'vitest';
import { countLinesAfterEnd, isCreditLine, readWireStory } from '../../../src/core/capture/wire-story.ts';

describe('the grammar of wire stories', () => {
  test.each([
    // Xinhua
    ['BRÉVANES, 19 novembre (Xinhua) -- Les grues tournent.', 'Xinhua', 'BRÉVANES'],
    ['RIO DE JANEIRO, 19 novembre (Xinhua) -- Les relations', 'Xinhua', 'RIO DE JANEIRO'],
    ['BEIJING, Nov. 19 (Xinhua) -- The cranes', 'Xinhua', 'BEIJING'],
    ['LIMA, 19 nov (Xinhua) -- Las grúas', 'Xinhua', 'LIMA'],
    ['Пекин, 19 ноября /Синьхуа/ -- Краны', 'Xinhua', 'Пекин'],
    ['بكين 19 نوفمبر 2020 (شينخوا) -- عادت الرافعات', 'Xinhua', 'بكين'],
    ['新华社北京11月23日电（记者王某）', 'Xinhua', '北京'],
    ['新华社日内瓦11月23日电 起重机', 'Xinhua', '日内瓦'],
    ['【新華社北京11月19日】クレーンが', 'Xinhua', '北京'],
    ['中新社上海11月19日电 (记者 王某) 起重机', 'China News Service', '上海'],
    // AFP
    ['Paris, Nov 19, 2020 (AFP) - The cranes', 'AFP', 'Paris'],
    ['Brévanes (AFP) - Les grues', 'AFP', 'Brévanes'],
    ['París, 19 Nov 2020 (AFP) - Las grúas', 'AFP', 'París'],
    ['Berlin, 19. November (AFP) - Die Kräne', 'AFP', 'Berlin'],
    ['باريس (أ ف ب) - عادت الرافعات', 'AFP', 'باريس'],
    ['（法新社巴黎19日电）起重机', 'AFP', '巴黎'],
    // Reuters
    ['PARIS (Reuters) - Les grues', 'Reuters', 'PARIS'],
    ['LONDON, Nov 19 (Reuters) - The cranes', 'Reuters', 'LONDON'],
    ['MILANO, 19 novembre (Reuters) - Le gru', 'Reuters', 'MILANO'],
    ['МОСКВА (Рейтер) - Краны', 'Reuters', 'МОСКВА'],
    ['القاهرة (رويترز) - عادت', 'Reuters', 'القاهرة'],
    ['[東京 5日 ロイター] - 港は', 'Reuters', '東京'],
    ['路透北京11月19日 - 起重机', 'Reuters', '北京'],
    // AP
    ['WASHINGTON, May 5 (AP) — The cranes', 'AP', 'WASHINGTON'],
    ['CIUDAD DE MÉXICO (AP) — Las grúas', 'AP', 'CIUDAD DE MÉXICO'],
    // TASS, RIA Novosti, Interfax
    ['МОСКВА, 5 мая. /ТАСС/. Краны', 'TASS', 'МОСКВА'],
    ['MOSCOW, November 19. /TASS/. The cranes', 'TASS', 'MOSCOW'],
    ['МОСКВА, 19 ноя - РИА Новости. Краны', 'RIA Novosti', 'МОСКВА'],
    ['Москва. 19 ноября. INTERFAX.RU - Краны', 'Interfax', 'Москва'],
    // EFE, Europa Press
    ['Madrid, 5 may (EFE).- Las grúas', 'EFE', 'Madrid'],
    ['Buenos Aires (EFE).- Las grúas', 'EFE', 'Buenos Aires'],
    ['MADRID, 19 Nov. (EUROPA PRESS) - Las grúas', 'Europa Press', 'MADRID'],
    // ANSA
    ['(ANSA) - ROMA, 19 NOV - Le gru', 'ANSA', 'ROMA'],
    ['(ANSA) - Rome, November 19 - The cranes', 'ANSA', 'Rome'],
    // dpa
    ['Berlin (dpa) - Die Kräne', 'dpa', 'Berlin'],
    ['Frankfurt/Main (dpa/lhe) - Die Kräne', 'dpa', 'Frankfurt/Main'],
    // Kyodo, Jiji
    ['【ワシントン共同】クレーンが', 'Kyodo', 'ワシントン'],
    ['【ワシントン共同＝山田太郎】クレーンが', 'Kyodo', 'ワシントン'],
    ['TOKYO, Nov. 19, Kyodo - The cranes', 'Kyodo', 'TOKYO'],
    ['【ロンドン時事】クレーンが', 'Jiji', 'ロンドン'],
    // Yonhap
    ['(서울=연합뉴스) 홍길동 기자', 'Yonhap', '서울'],
    ['SEOUL, Nov. 19 (Yonhap) -- The cranes', 'Yonhap', 'SEOUL'],
    ['【ソウル聯合ニュース】クレーンが', 'Yonhap', 'ソウル'],
    ['韩联社首尔11月19日电 起重机', 'Yonhap', '首尔'],
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
    ['PARIS, 19 novembre 2020 (AFP) - Les grues', [], '2020-11-19'],
    ['PARIS, 19 novembre (AFP) - Les grues', ['Le fil | 2021'], '2021-11-19'],
    ['LONDON, Nov. 19 (Reuters) - The cranes', ['© 2019 Reuters'], '2019-11-19'],
    ['新华社北京11月23日电 起重机', ['2022年'], '2022-11-23'],
    ['МОСКВА, 5 мая. /ТАСС/. Краны', ['2018'], '2018-05-05'],
    ['PARIS, 19 novembre (AFP) - Les grues', ['De 2019 à 2021'], undefined],
    ['PARIS, 19 novembre (AFP) - Les grues', [], undefined],
  ])('“%s” with the lines %j is of %s', (line, more, published) => {
    expect(readWireStory(['Un titre', ...more, line]).published).toBe(published);
  });

  test.each([
    [['Fin'], 1],
    [['/end/'], 1],
    [['(END)'], 1],
    [['（完）'], 1],
    [['完'], 1],
    [['(끝)'], 1],
    [['###'], 1],
    [['-30-'], 1],
    [['FIN', 'Contact : presse@example.org'], 2],
    [['(Ende) dpa'], 0],
    [['Enfin, le port rouvre.'], 0],
    [['Fin', 'Le lendemain, les grues tournaient encore.'], 0],
  ])('of the last lines %j so many are no part of the story: %i', (last, count) => {
    expect(countLinesAfterEnd(['Un.', 'Deux.', 'Trois.', 'Quatre.', ...last])).toBe(count);
  });

  test.each([
    ['EFE', 'EFE'],
    ['afp/ds', undefined],
    ['(avec AFP)', 'AFP'],
    ['dpa abc xyz', 'dpa'],
  ])('the last line “%s” is signed by %s', (line, source) => {
    expect(readWireStory(['T', 'A paragraph that is long enough to be one.', line]).source).toBe(source);
  });

  test.each([
    ['(Xinhua/Ju Mou)', true],
    ['Photo : AFP', true],
    ['(Reuters) - Le port', false],
    ['Le port a rouvert.', false],
  ])('“%s” is a credit: %s', (line, isCredit) => expect(isCreditLine(line)).toBe(isCredit));
});
