// Captures a story in ninjs (IPTC News in JSON, 1.x to 3.x).
import { Failure } from '../../../shared/errors.ts';
import { isFields } from '../../../shared/fields.ts';
import { said } from '../../../shared/said.ts';
import type { Captured, CaptureRequest } from '../captured.ts';
import { readDate } from '../dates.ts';
import { decodeText } from '../decode-text.ts';
import { languageTagOf } from '../language.ts';
import { resolveAddress } from '../page-dom.ts';
import { paragraphsOf } from '../reading-copy.ts';
import { readByline } from './byline.ts';
import { captureStory } from './press-story.ts';

interface Json {
  readonly [name: string]: unknown;
}

/**
 * Captures the bytes of a story.
 * @throws Failure `invalid` when it is no ninjs or has no words, `too-large`
 */
export async function captureNinjs(request: CaptureRequest): Promise<Captured> {
  const { text, isDamaged } = decodeText(request.bytes);
  const item = parse(text, request.name);
  const date =
    words(item['contentcreated']) ??
    words(item['contentCreated']) ??
    words(item['firstcreated']) ??
    words(item['firstCreated']) ??
    words(item['versioncreated']) ??
    words(item['versionCreated']);
  const modified = words(item['versioncreated']) ?? words(item['versionCreated']);
  const people = list(item['people']).concat(list(item['by']));
  return captureStory(request, {
    fields: {
      title: words(item['headline']) ?? valueIn(item['headlines']) ?? words(item['title']) ?? words(item['slugline']),
      author:
        readByline([words(item['byline']) ?? valueIn(item['bylines'])]) ??
        readByline(people.filter(({ rel }) => rel === 'author' || rel === 'creator').map(nameIn)),
      source:
        list(item['infosources'] ?? item['infosource'] ?? item['infoSources'])
          .map(nameIn)
          .find((each) => each !== undefined) ??
        words(item['provider']) ??
        words(item['source']) ??
        words(item['copyrightholder']) ??
        words(item['copyrightHolder']),
      published: date === undefined ? undefined : readDate(date),
      modified: modified === undefined || modified === date ? undefined : readDate(modified),
      language: languageTagOf(words(item['language'])),
      place:
        words(item['located']) ??
        list(item['place'] ?? item['places'])
          .map(nameIn)
          .find((each) => each !== undefined),
      keywords: [...list(item['subject'] ?? item['subjects']).map(nameIn), ...strings(item['keywords'])].filter(
        (each) => each !== undefined,
      ),
      description: words(item['description_text']) ?? valueIn(item['descriptions']),
      rights:
        words(item['copyrightnotice']) ??
        words(item['copyrightNotice']) ??
        words(item['usageterms']) ??
        words(item['usageTerms']),
    },
    html: bodyOf(item),
    url: resolveAddress(words(item['ednote_url']) ?? words(item['webcanonical']) ?? words(item['uri']), undefined),
    externalId: words(item['uri']) ?? words(item['guid']) ?? words(item['altid']),
    format: 'ninjs',
    mediaType: 'application/vnd.iptc.ninjs+json',
    originalName: 'original.json',
    isDamaged,
  });
}

function parse(text: string, name: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    if (isFields(value)) return value as Json;
  } catch {
    // Told below.
  }
  throw new Failure('invalid', said`${name}: the file is no ninjs`, { subject: name });
}

/** ninjs 1 has a property for each form of the body, 2 and 3 a list of them. */
function bodyOf(item: Json): string {
  const bodies = list(item['bodies']).map((each) => ({
    type: words(each['contenttype']) ?? words(each['contentType']) ?? words(each['role']) ?? '',
    value: words(each['value']) ?? '',
  }));
  const html =
    words(item['body_html']) ?? words(item['body_xhtml']) ?? bodies.find(({ type }) => /html/iu.test(type))?.value;
  if (html !== undefined && html !== '') return html;
  const text = words(item['body_text']) ?? bodies.find(({ value }) => value !== '')?.value ?? '';
  return /<p[\s>]/iu.test(text) ? text : paragraphsOf(text.split(/\r?\n/u));
}

function words(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function strings(value: unknown): string[] {
  return (Array.isArray(value) ? value : []).map(words).filter((each) => each !== undefined);
}

function list(value: unknown): Json[] {
  return (Array.isArray(value) ? value : []).filter((each): each is Json => typeof each === 'object' && each !== null);
}

/** The first value of a list such as `headlines: [{"role", "value"}]`. */
function valueIn(value: unknown): string | undefined {
  return list(value)
    .map((each) => words(each['value']))
    .find((each) => each !== undefined);
}

function nameIn(value: Json): string | undefined {
  return words(value['name']) ?? words(value['literal']);
}
