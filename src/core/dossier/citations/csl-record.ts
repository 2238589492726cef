// An article as a CSL-JSON item (https://docs.citationstyles.org/en/stable/specification.html, appendix III and IV).
import { datePartsOf } from '../../../shared/date-parts.ts';
import type { PrintedItem } from '../printed-article.ts';

export interface CslName {
  readonly family?: string;
  readonly given?: string;
  readonly literal?: string;
}

export interface CslDate {
  readonly 'date-parts': readonly (readonly number[])[];
}

export interface CslItem {
  readonly id: string;
  readonly type: 'article-newspaper' | 'webpage' | 'document';
  readonly title: string;
  readonly author?: readonly CslName[];
  readonly 'container-title'?: string;
  readonly 'publisher-place'?: string;
  readonly section?: string;
  readonly edition?: string;
  readonly page?: string;
  readonly issued?: CslDate;
  readonly accessed?: CslDate;
  readonly URL?: string;
  readonly language?: string;
  readonly keyword?: string;
}

/** What a citation is made of: the fields of a document's record. */
export type Cited = Pick<
  PrintedItem,
  | 'id'
  | 'title'
  | 'author'
  | 'source'
  | 'published'
  | 'language'
  | 'place'
  | 'section'
  | 'page'
  | 'edition'
  | 'url'
  | 'tags'
  | 'capturedAt'
>;

/** Gives the item. Fields that are not known are left out; a piece with a publication is a newspaper's article. */
export function cslRecord(item: Cited): CslItem {
  const issued = dateOf(item.published);
  const accessed = item.url ? dateOf(item.capturedAt) : undefined;
  return {
    id: item.id,
    type: item.source ? 'article-newspaper' : item.url ? 'webpage' : 'document',
    title: item.title,
    ...(item.author?.length ? { author: item.author.map(nameOf) } : {}),
    ...(item.source ? { 'container-title': item.source } : {}),
    ...(item.place ? { 'publisher-place': item.place } : {}),
    ...(item.section ? { section: item.section } : {}),
    ...(item.edition ? { edition: item.edition } : {}),
    ...(item.page ? { page: item.page } : {}),
    ...(issued ? { issued } : {}),
    ...(accessed ? { accessed } : {}),
    ...(item.url ? { URL: item.url } : {}),
    ...(item.language ? { language: item.language } : {}),
    ...(item.tags.length ? { keyword: item.tags.join(', ') } : {}),
  };
}

function dateOf(text: string | undefined): CslDate | undefined {
  const parts = datePartsOf(text ?? '');
  return parts ? { 'date-parts': [parts] } : undefined;
}

const ORGANISATION =
  /\b(?:agence|agency|press|presse|news|redaction|rédaction|staff|reuters|afp|xinhua|editors?|desk|service|comit\w+|bureau|minist\w+|office)\b/iu;

/** Two to four words in Latin, Greek or Cyrillic are a person's name, the last word the family's; anything else is taken as it is. */
function nameOf(author: string): CslName {
  const words = author.trim().split(/\s+/);
  const isPerson =
    words.length >= 2 &&
    words.length <= 4 &&
    !ORGANISATION.test(author) &&
    words.every((word) => /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}.’'-]+$/u.test(word));
  if (!isPerson) return { literal: author.trim() };
  const particle = words.findIndex(
    (word, i) => i > 0 && /^(?:de|du|des|von|van|der|la|le|da|di|del|ten)$/iu.test(word),
  );
  const at = particle > 0 ? particle : words.length - 1;
  return { given: words.slice(0, at).join(' '), family: words.slice(at).join(' ') };
}
