// Captures a Word document (DOCX): its text with headings, lists, tables, notes and images, as mammoth reads it.
import { zipSync } from 'fflate';
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import type { Captured, CaptureRequest } from '../captured.ts';
import { capturedOf } from '../captured-article.ts';
import { openForeignZip } from '../containers/foreign-zip.ts';
import { FoundFields } from '../found-fields.ts';
import { readHtmlFragment } from '../html-article.ts';
import { languageTagOf } from '../language.ts';
import { firstSentenceOf } from '../text-lines.ts';
import { readWireStory } from '../wire-story.ts';
import { childNamed, decodeXml, parseXml, xmlText } from '../xml/xml-tree.ts';

const LARGEST_MEMBER = 64 * 1024 * 1024;
/** Names that Word gives where the title should be. */
const NO_TITLE = /^(?:document\d*|microsoft word.*|untitled|sans titre|.*\.(?:docx?|odt|rtf))$/iu;

/**
 * Captures the bytes of a document.
 * @throws Failure `invalid` when it is no document of Word or has no words, `too-large`
 */
export async function captureDocx(request: CaptureRequest): Promise<Captured> {
  const { bytes, name } = request;
  const members = await readMembers(bytes, name);
  const html = await convert(members, name);
  const fields = new FoundFields();
  fields.offerAll(request.given, 'person');
  offerFields(fields, members, html);
  const article = await readHtmlFragment(html, fields, request.url);
  return capturedOf(request, article, {
    format: 'docx',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    originalName: 'original.docx',
  });
}

type Members = Readonly<Record<string, Uint8Array>>;

/** Unpacks what mammoth will look at, within limits; it would unpack anything. */
async function readMembers(bytes: Uint8Array, name: string): Promise<Members> {
  const zip = await openForeignZip({ name, format: 'docx', bytes });
  try {
    const members: Record<string, Uint8Array> = {};
    for (const each of zip.names) {
      if (
        !/^(?:\[Content_Types\]\.xml|_rels\/.*|docProps\/core\.xml|word\/.*\.(?:xml|rels|png|jpe?g|gif|webp))$/iu.test(
          each,
        )
      )
        continue;
      const member = await zip.read(each, LARGEST_MEMBER);
      if (/\.(?:xml|rels)$/iu.test(each)) refuseEntities(member, name);
      members[each] = member;
    }
    return members;
  } finally {
    zip.close();
  }
}

function refuseEntities(xml: Uint8Array, name: string): void {
  if (/<!(?:DOCTYPE|ENTITY)/iu.test(Buffer.from(xml.subarray(0, 4096)).toString('latin1').replaceAll('\0', '')))
    throw new Failure('invalid', said`${name}: the document declares XML entities, which are not read`, {
      subject: name,
    });
}

async function convert(members: Members, name: string): Promise<string> {
  const { default: mammoth } = await import('mammoth');
  const styleMap = [
    "p[style-name='Title'] => h1:fresh",
    "p[style-name='Subtitle'] => p:fresh",
    "p[style-name='caption'] => p.caption:fresh",
    "p[style-name='Caption'] => p.caption:fresh",
    "p[style-name='Quote'] => blockquote > p:fresh",
    "p[style-name='Intense Quote'] => blockquote > p:fresh",
    'u => u',
    'strike => s',
  ];
  try {
    // Packed again without compression: what mammoth unpacks is what was checked.
    const buffer = Buffer.from(zipSync({ ...members }, { level: 0 }));
    const { value } = await mammoth.convertToHtml({ buffer }, { styleMap, externalFileAccess: false } as object);
    // A cell of one paragraph is a cell of data, not of layout.
    return value.replace(/(<t[dh][^>]*>)<p>((?:(?!<\/?(?:p|table)\b).)*)<\/p>(?=<\/t[dh]>)/gsu, '$1$2');
  } catch (cause) {
    throw new Failure('invalid', said`${name}: the file is no document of Word (${(cause as Error).message})`, {
      subject: name,
      cause,
    });
  }
}

function offerFields(fields: FoundFields, members: Members, html: string): void {
  const core = members['docProps/core.xml'];
  const about = core === undefined ? undefined : rootOf(core);
  const said = (name: string) => xmlText(childNamed(about, name));
  const lines = html
    .split(/<\/(?:p|h\d|li|td)>/iu)
    .map(plain)
    .filter((line) => line !== '');
  const heading = /<h1[^>]*>(.*?)<\/h1>/isu.exec(html)?.[1];
  const title = said('title');
  if (heading !== undefined) fields.offer('title', plain(heading), 'text');
  if (title !== undefined && !NO_TITLE.test(title)) fields.offer('title', title, 'meta');
  if (!/<h2/iu.test(html)) fields.offer('title', firstSentenceOf(lines[0] ?? ''), 'text');
  const creator = said('creator');
  if (
    creator !== undefined &&
    !/^(?:user|admin|administrator|un-named|unknown|author|microsoft.*|python-docx)$/iu.test(creator)
  )
    fields.offer('author', creator.split(/\s*;\s*/u), 'meta');
  fields.offer('language', languageTagOf(said('language')), 'meta');
  fields.offer('description', said('description'), 'meta');
  fields.offerAll(readWireStory(lines.slice(0, 40)), 'text');
}

function rootOf(xml: Uint8Array): ReturnType<typeof parseXml> | undefined {
  try {
    return parseXml(decodeXml(xml).text);
  } catch {
    return undefined;
  }
}

function plain(html: string): string {
  return html
    .replace(/<[^>]*>/gu, '')
    .replace(/&(lt|gt|quot|amp);/gu, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? '')
    .replace(/\s+/gu, ' ')
    .trim();
}
