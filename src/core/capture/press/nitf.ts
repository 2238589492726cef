// Captures a story in NITF (IPTC News Industry Text Format 3.x).

import { Failure } from '../../../shared/errors.ts';
import { escapeMarkup } from '../../../shared/escape-markup.ts';
import { said } from '../../../shared/said.ts';
import type { Captured, CaptureRequest } from '../captured.ts';
import { readDate } from '../dates.ts';
import { languageTagOf } from '../language.ts';
import { resolveAddress } from '../page-dom.ts';
import { htmlInside } from '../xml/serialise.ts';
import {
  childNamed,
  childrenNamed,
  decodeXml,
  descendants,
  parseXml,
  type XmlElement,
  xmlText,
} from '../xml/xml-tree.ts';
import { readByline } from './byline.ts';
import { captureStory, type StoryFields } from './press-story.ts';

/** Elements of NITF that HTML calls otherwise; an empty name leaves one out. Names of things (`person`, `org`, `location`) are only marks. */
const HTML_NAMES: Readonly<Record<string, string>> = {
  media: 'figure',
  'media-reference': '',
  'media-metadata': '',
  'media-caption': 'figcaption',
  'media-producer': 'small',
  hl2: 'h2',
  bq: 'blockquote',
  block: 'div',
  credit: 'small',
  fn: 'small',
  pre: 'pre',
  'nitf-table': 'div',
  tobject: '',
};

/**
 * Captures the bytes of a story.
 * @throws Failure `invalid` when it is no NITF or has no words, `too-large`
 */
export async function captureNitf(request: CaptureRequest): Promise<Captured> {
  const { text, isDamaged } = decodeXml(request.bytes);
  const root = parseXml(text);
  const nitf = root.name === 'nitf' ? root : descendants(root, 'nitf').next().value;
  if (nitf === undefined)
    throw new Failure('invalid', said`${request.name}: the XML is no NITF`, { subject: request.name });
  const { fields, html, url, id } = readNitf(nitf);
  return captureStory(request, {
    fields,
    html,
    url,
    externalId: id,
    format: 'nitf',
    mediaType: 'application/nitf+xml',
    originalName: 'original.xml',
    isDamaged,
  });
}

export interface NitfStory {
  readonly fields: StoryFields;
  readonly html: string;
  readonly url: string | undefined;
  readonly id: string | undefined;
}

/** Reads a story out of its element. */
export function readNitf(nitf: XmlElement): NitfStory {
  const head = childNamed(nitf, 'head');
  const docdata = childNamed(head, 'docdata');
  const pubdata = childNamed(head, 'pubdata');
  const bodyHead = childNamed(nitf, 'body', 'body.head') ?? childNamed(nitf, 'body');
  const hedline = childNamed(bodyHead, 'hedline');
  const content = childNamed(nitf, 'body', 'body.content') ?? childNamed(nitf, 'body');
  const dateline = childNamed(bodyHead, 'dateline');
  const position = (name: string) => pubdata?.attributes[`position.${name}`];
  const date =
    childNamed(docdata, 'date.issue')?.attributes['norm'] ??
    pubdata?.attributes['date.publication'] ??
    childNamed(dateline, 'story.date')?.attributes['norm'];
  const subhead = childrenNamed(hedline, 'hl2')
    .map(xmlText)
    .filter((each) => each !== undefined);
  return {
    fields: {
      title: xmlText(childNamed(hedline, 'hl1')) ?? xmlText(hedline) ?? xmlText(childNamed(head, 'title')),
      author: readByline(
        childrenNamed(bodyHead, 'byline').map((each) => xmlText(childNamed(each, 'person')) ?? xmlText(each)),
      ),
      source:
        xmlText(childNamed(bodyHead, 'distributor')) ??
        pubdata?.attributes['name'] ??
        childNamed(docdata, 'doc.copyright')?.attributes['holder'],
      published: date === undefined ? undefined : readDate(compactToIso(date)),
      language: languageTagOf(nitf.attributes['xml:lang'] ?? childNamed(nitf, 'body')?.attributes['xml:lang']),
      place: xmlText(childNamed(dateline, 'location')),
      section: position('section'),
      page: position('sequence') ?? position('page'),
      edition: pubdata?.attributes['edition.name'],
      keywords: childrenNamed(childNamed(docdata, 'key-list'), 'keyword')
        .map(({ attributes }) => attributes['key'] ?? '')
        .filter((each) => each !== ''),
      description: xmlText(childNamed(bodyHead, 'abstract')),
      rights: xmlText(childNamed(bodyHead, 'rights')),
    },
    html: [
      ...subhead.map((each) => `<h2>${escapeMarkup(each)}</h2>`),
      content === undefined ? '' : htmlInside(content, { rename: htmlName }),
    ].join('\n'),
    url: resolveAddress(pubdata?.attributes['ex-ref'], undefined),
    id: childNamed(docdata, 'doc-id')?.attributes['id-string'],
  };
}

function htmlName({ name }: XmlElement): string {
  if (name.startsWith('body.') || name === 'hedline' || name === 'byline' || name === 'dateline') return '';
  return (
    HTML_NAMES[name] ??
    (/^(?:p|ul|ol|li|table|tr|td|th|tbody|thead|caption|em|strong|a|br|q|sup|sub|dl|dt|dd|hr)$/u.test(name)
      ? name
      : 'span')
  );
}

/** `20261123T195800+0100` as ISO 8601 writes it in full. */
export function compactToIso(date: string): string {
  return date.replace(/^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?)?/u, (_, year, month, day, hour, minute) =>
    hour === undefined ? `${year}-${month}-${day}` : `${year}-${month}-${day}T${hour}:${minute}`,
  );
}
