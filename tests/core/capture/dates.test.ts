import { describe, expect, test } from 'vitest';
import { readDate, readDateInAddress, readDayOfMonth } from '../../../src/core/capture/dates.ts';

describe('dates of the press', () => {
  test.each([
    ['2024', '2024'],
    ['2024-06', '2024-06'],
    ['2024-06-05', '2024-06-05'],
    ['2024-06-05T10:00:00+0800', '2024-06-05T10:00+08:00'],
    ['2019-03-04T05:06:07.123Z', '2019-03-04T05:06:07Z'],
    ['le 1er août 2019', '2019-08-01'],
    ['5 de junio de 2024', '2024-06-05'],
    ['5. März 2021', '2021-03-05'],
    ['12 мая 2020, 14:30', '2020-05-12T14:30'],
    ['June 5, 2024 at 3:04 pm', '2024-06-05T15:04'],
    ['Wed, 05 Jun 2024 10:00:00 GMT', '2024-06-05T10:00Z'],
    ['26-FEB-1987 15:01:01.79', '1987-02-26T15:01:01'],
    ['2024年6月5日 10:00', '2024-06-05T10:00'],
    ['2020. 6. 5.', '2020-06-05'],
    ['2 أبريل 2020', '2020-04-02'],
    ['20240605', '2024-06-05'],
    ['5 juin 2024 à 14h30', '2024-06-05T14:30'],
    ['05.06.2024, 14.30 Uhr', '2024-06-05T14:30'],
    ['05.06.2024 | 14:30', '2024-06-05T14:30'],
    ['2024年6月5日 下午3:05', '2024-06-05T15:05'],
    ['2024年6月5日21時03分', '2024-06-05T21:03'],
    ['2024. 6. 5. 오후 3:05', '2024-06-05T15:05'],
    ['June 5, 2024 3:05 PM EDT', '2024-06-05T15:05-04:00'],
    ['5 June 2024 at 14:30 CET', '2024-06-05T14:30+01:00'],
    ['2024-06-05 14:03 (UTC+8)', '2024-06-05T14:03+08:00'],
    ['05/06/2024 14:30 MSK', '2024-06-05T14:30+03:00'],
    ['5 June 2024 14:30 CST', '2024-06-05T14:30'],
    ['2024-06-05T10:00:00-03:30', '2024-06-05T10:00-03:30'],
    ['13/06/2024', '2024-06-13'],
    ['06/13/2024', '2024-06-13'],
  ])('“%s” is %s', (written, date) => expect(readDate(written)).toBe(date));

  test('numbers are read as the language writes them', () => {
    expect(readDate('05/06/2024', 'fr')).toBe('2024-06-05');
    expect(readDate('05/06/2024', 'en-US')).toBe('2024-05-06');
  });

  test.each(['', 'yesterday', '31/02/2024', 'page 12 of 2024 pages', '99 bottles'])('“%s” is none', (written) =>
    expect(readDate(written)).toBeUndefined(),
  );

  test.each([
    ['https://example.org/2024/06/05/a.html', '2024-06-05'],
    ['https://example.org/2021-08/19/c_1.htm', '2021-08-19'],
    ['https://example.org/20241119/a/c.html', '2024-11-19'],
    ['https://example.org/a-2024-thing', undefined],
  ])('the address %s tells %s', (address, date) => expect(readDateInAddress(address)).toBe(date));

  test.each([
    ['19 novembre', '2020-11-19'],
    ['Nov. 19', '2020-11-19'],
    ['19 NOV', '2020-11-19'],
    ['5 мая', '2020-05-05'],
    ['11月19日', '2020-11-19'],
    ['11월 19일', '2020-11-19'],
    ['19.11.', '2020-11-19'],
    ['19日', undefined],
    ['31 février', undefined],
  ])('the day “%s” of 2020 is %s', (written, date) => expect(readDayOfMonth(written, '2020')).toBe(date));
});
