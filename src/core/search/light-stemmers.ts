// Light stemmers for languages that lunr has no usable one for: the longest ending of a table is taken off, and a beginning where
// words have them. They look for no roots. Tables and words are compared with their letters folded.
// Czech after L. Dolamic and J. Savoy (2009), Hindi after A. Ramanathan and D. Rao (2003); the others in their manner.
import { foldLetters } from './letter-folding.ts';

interface StemmerRules {
  /** Endings and beginnings, parted by spaces. */
  readonly suffixes: string;
  readonly prefixes?: string;
  /** The fewest UTF-16 units that must be left. */
  readonly shortest: number;
  /** How many endings are taken off at most; 1 by default. */
  readonly times?: number;
}

const RULES: Readonly<Record<string, StemmerRules>> = {
  ca: {
    suffixes:
      'aments ament cions cio itats itat ismes isme istes ista ques ades ada ats at ides ida its it ors ora or ants ant ents ent ar er ir es os s a e o',
    shortest: 3,
  },
  cs: {
    suffixes:
      'atech etem atum ech ich iho emi emu ete eti imi imu ach ata aty ych ama ami ove ovi ymi eho em es ym um us ou am at os uv ov in a e i o u y',
    shortest: 3,
  },
  fa: { suffixes: 'هایشان هایی های ها ترین تر ات ان ند ی م ش', prefixes: 'نمی می', shortest: 3, times: 2 },
  he: {
    suffixes: 'יהם יהן ים ות יה ית ה ת י',
    prefixes: 'וכש ושה ובה ומה שה כש ול וב ומ וכ וה ה ו ב ל כ מ ש',
    shortest: 3,
  },
  hi: {
    suffixes:
      'ाएंगी ाएंगे ाऊंगी ाऊंगा ाइयाँ ाइयों ाइयां ाएगी ाएगा ाओगी ाओगे एंगी ेंगी एंगे ेंगे ूंगी ूंगा ातीं नाओं नाएं ताओं ताएं ियाँ ियों ियां ाकर ाइए ाईं ाया ेगी ेगा ोगी ोगे ' +
      'ाने ाना ाते ाती ाता तीं ाओं ाएं ुओं ुएं ुआं कर ाओ िए ाई ाए ने नी ना ते ीं ती ता ाँ ां ों ें ो े ू ु ी ि ा',
    shortest: 2,
  },
  id: {
    suffixes: 'kannya annya kan nya lah kah pun ku mu an',
    prefixes: 'member memper menge meng meny mem men me ber ter per peng pem pen pe di ke se',
    shortest: 4,
  },
  ko: {
    suffixes:
      '으로부터 에서부터 에게서 으로써 으로서 에서는 이라고 하였다 하여야 에서 에게 으로 까지 부터 처럼 보다 라고 이다 했다 한다 하다 하는 하고 하여 에는 에도 은 는 이 가 을 를 의 에 로 와 과 도 만 들',
    shortest: 2,
    times: 2,
  },
  uk: {
    suffixes:
      'ами ями ові еві ого ему ому ими іми ість ості істю ах ях ам ям ом ем єм ою ею єю ів їв их іх ий ій ої єї ую юю ть ти ла ло ли а я о е є у ю и і ї й ь',
    shortest: 3,
  },
};

/** Whether the light stemmer of a code cuts beginnings too. */
export function cutsBeginnings(code: string): boolean {
  return RULES[code]?.prefixes !== undefined;
}

/** The codes that have a light stemmer. */
export const LIGHT_LANGUAGES: readonly string[] = Object.keys(RULES);

/** Makes the stemmer of one of LIGHT_LANGUAGES. */
export function lightStemmer(code: string): (word: string) => string {
  const { suffixes, prefixes = '', shortest, times = 1 } = RULES[code] as StemmerRules;
  const endings = longestFirst(suffixes);
  const beginnings = longestFirst(prefixes);
  return (word) => {
    let stem = foldLetters(word);
    const beginning = beginnings.find((each) => stem.startsWith(each) && stem.length - each.length >= shortest);
    if (beginning !== undefined) stem = stem.slice(beginning.length);
    for (let time = 0; time < times; time++) {
      const ending = endings.find((each) => stem.endsWith(each) && stem.length - each.length >= shortest);
      if (ending === undefined) break;
      stem = stem.slice(0, -ending.length);
    }
    return stem;
  };
}

function longestFirst(list: string): string[] {
  const parts = [...new Set(list.split(' ').filter(Boolean).map(foldLetters))];
  return parts.sort((a, b) => b.length - a.length);
}

/** Words of grammar of these languages: articles, pronouns, prepositions, conjunctions, forms of to be. */
export const LIGHT_STOP_WORDS: Readonly<Record<string, string>> = {
  ca: 'a al als amb aquest aquesta com de del dels des el els en entre era és ha han i la les li lo més no o on per però que qui quin quina què s se seu seva si són també un una uns',
  cs: 'a aby ale ani by byl byla byli bylo být co do ho i jak jako je jeho její jejich jen jsou k kde kdo kdy která které který ke ma mezi na nebo není o od po pod podle pro s se si své ta tak také to ve v z za ze že',
  fa: 'از است این آن اما او بر برای به بود با باید تا چه چند چرا در دو را شد شده که کدام کرد کرده کند کنند می ما نیز هر هم همه و یا یک',
  he: 'אבל או אולי אחר איך אין אל אם אני את גם הוא היא היה הם הן זה זאת זו יש כאשר כי כל כמה כן לא לו לפני מה מי מתי על עם של שם איפה אילו איזה',
  hi: 'और का की के को में से पर है हैं था थे थी यह वह ये वे इस उस एक कि जो तो ही भी ने या लिए हो कर गया गई गए क्या कौन कब कहाँ कैसे किस कितने किसने नहीं साथ तक जब द्वारा हुआ हुई अपने',
  id: 'ada adalah akan apa atau bagaimana bahwa dalam dan dari dengan di ini itu juga kapan karena ke mana mereka oleh pada para saat saja sebagai serta siapa tidak untuk yang',
  ko: '그 이 저 것 수 등 및 또는 그리고 그러나 무엇 누구 어디 언제 어떤 왜 몇',
  uk: 'а або але в він вона вони від до є з за и і й його її їх на не ні о об під по про та те ти то у хто це цей ця чи що як яка яке які який коли де',
};
