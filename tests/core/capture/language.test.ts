import { describe, expect, test } from 'vitest';
import { detectLanguage, directionOf, languageTagOf } from '../../../src/core/capture/language.ts';

describe('the language of a text', () => {
  test.each([
    ['fr', 'Les grues ont recommencé à tourner mardi matin dans le bassin ouest.'],
    ['en', 'The cranes began to turn again on Tuesday morning in the western basin.'],
    ['es', 'Las grúas volvieron a girar el martes por la mañana en la dársena oeste.'],
    ['de', 'Die Kräne drehten sich am Dienstagmorgen wieder im westlichen Becken.'],
    ['ru', 'Краны снова заработали во вторник утром в западном бассейне порта.'],
    ['uk', 'Крани знову запрацювали у вівторок вранці в західному басейні порту, і люди раділи.'],
    ['ar', 'عادت الرافعات إلى العمل صباح الثلاثاء في الحوض الغربي للميناء.'],
    ['he', 'המנופים חזרו לעבוד ביום שלישי בבוקר'],
    ['zh', '星期二上午，西港池的起重机又开始转动了。'],
    ['ja', '火曜日の朝、西の埠頭でクレーンが再び動き始めた。'],
    ['ko', '화요일 아침 서쪽 부두에서 크레인이 다시 움직이기 시작했다.'],
    ['th', 'เครนเริ่มหมุนอีกครั้งในเช้าวันอังคาร'],
    ['el', 'Οι γερανοί άρχισαν πάλι να γυρίζουν'],
  ])('%s', async (language, text) => expect((await detectLanguage(text))?.language).toBe(language));

  test('is not guessed from a word or two, or from numbers', async () => {
    expect(await detectLanguage('Menu')).toBeUndefined();
    expect(await detectLanguage('1234 5678')).toBeUndefined();
  });

  test('is Chinese although a Japanese name is quoted', async () => {
    expect(
      (
        await detectLanguage(
          '他在书中引用了「いろは」一词，并解释了这个词在古代文献中的来历、意义以及后来的种种用法，读者可以从中了解许多历史知识。',
        )
      )?.language,
    ).toBe('zh');
  });

  test.each([
    ['fr_FR', 'fr-FR'],
    ['EN', 'en'],
    ['zh-hans', 'zh-Hans'],
    ['french', undefined],
    ['', undefined],
  ])('declared as “%s” is %s', (declared, tag) => {
    expect(languageTagOf(declared)).toBe(tag);
  });

  test('has its direction', () => {
    expect(['ar', 'he-IL', 'fa', 'fr', undefined, 'arn'].map(directionOf)).toEqual([
      'rtl',
      'rtl',
      'rtl',
      'ltr',
      'ltr',
      'ltr',
    ]);
  });
});
