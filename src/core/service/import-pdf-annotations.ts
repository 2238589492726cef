// The highlights of an annotated PDF as annotations to import: ours by their names with what was edited in them, new ones by their words.
import { COLORS, type Color } from '../../shared/annotation.ts';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import type { ImportedAnnotation, ImportedEntry } from '../annotations/imported-annotation.ts';
import { MARKERS } from '../dossier/finish/marker-colors.ts';
import { startFinisher } from '../dossier/finisher.ts';
import { OWN_NAME, type ReadHighlight } from '../dossier/read-back/read-highlight.ts';
import type { CallContext, Workspace } from './workspace.ts';

/**
 * Reads a PDF's highlights.
 * @throws Failure `invalid` when it cannot be read
 */
export async function readPdfAnnotations(
  { ports, archive }: Workspace,
  pdf: Uint8Array,
  { signal }: Pick<CallContext<never>, 'signal'>,
): Promise<ImportedEntry[]> {
  const finisher = startFinisher(ports.workers.dossier, signal);
  const highlights = await finisher
    .read(pdf)
    .catch((cause: unknown) => {
      if (cause instanceof Failure && cause.code === 'unexpected')
        throw new Failure('invalid', said`This PDF cannot be read.`, {
          remedy: said`Open it in a PDF program and save it again, without a password.`,
          cause,
        });
      throw cause;
    })
    .finally(() => finisher.close());
  const isKnown = (id: string) =>
    archive.catalogue.get('select 1 as there from annotation where id = ?', id) !== undefined;
  const own = new Map<string, ReadHighlight[]>();
  const entries: ImportedEntry[] = [];
  for (const highlight of highlights) {
    const id = OWN_NAME.exec(highlight.name)?.[1];
    if (id !== undefined && isKnown(id)) own.set(id, [...(own.get(id) ?? []), highlight]);
    else entries.push(newAnnotation(highlight));
  }
  return [...[...own].map(([id, parts]) => ownAnnotation(id, parts)), ...entries];
}

/** What the parts of one highlight say now; which of it is an edit is seen beside what is stored. */
function ownAnnotation(ownId: string, parts: readonly ReadHighlight[]): ImportedEntry {
  const [first] = parts as [ReadHighlight];
  const color = nearest(first.color);
  const words = squeezed(parts.map((part) => part.words).join(''));
  return {
    where: whereOf(first),
    annotation: {
      ownId,
      sources: [],
      selectors: [],
      tags: [],
      // Without a note the words themselves were printed.
      saidInPdf: parts.map(({ contents }) => contents).filter((contents) => squeezed(contents) !== words),
      leftOut: [],
      ...(color ? { color } : {}),
    },
  };
}

function newAnnotation(highlight: ReadHighlight): ImportedEntry {
  const { words, contents, author, name, article } = highlight;
  const exact = words.replace(/[\p{Cf}\u00ad]/gu, '').trim();
  const where = whereOf(highlight);
  if (exact === '')
    return {
      where,
      error: new Failure('invalid', said`The words under this highlight cannot be read.`, { subject: where }).toValue(),
    };
  const note = contents.trim() === '' || squeezed(contents) === squeezed(exact) ? {} : { note: contents };
  const [created, modified] = [instantOf(highlight.created), instantOf(highlight.modified)];
  const color = nearest(highlight.color);
  const annotation: ImportedAnnotation = {
    sources: article ? [article] : [],
    selectors: [{ type: 'TextQuoteSelector', exact }],
    tags: [],
    leftOut: [],
    ...note,
    ...(name ? { foreignId: `urn:pdf:nm:${name}` } : {}),
    ...(color ? { color } : {}),
    ...(author ? { creator: author } : {}),
    ...(created ? { created } : {}),
    ...(modified ? { modified } : {}),
  };
  return { where, annotation };
}

const whereOf = ({ page }: ReadHighlight): string => `page ${page + 1}`;

/** Words with nothing but their characters: lines of a page end without a space. */
function squeezed(text: string): string {
  return text.normalize('NFKC').replace(/[\s\p{Cf}\u2010\u2011-]/gu, '');
}

/** The colour of ours that is nearest to components of a PDF; undefined when there are none. */
function nearest(components: readonly number[]): Color | undefined {
  const [red = 0, green = red, blue = red] = components;
  if (components.length === 0) return undefined;
  const distance = (color: Color) => {
    const [r, g, b] = MARKERS[color];
    return (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
  };
  return COLORS.toSorted((a, b) => distance(a) - distance(b))[0];
}

/** Reads a PDF date (ISO 32000-1 §7.9.4). */
function instantOf(date: string): string | undefined {
  const [
    ,
    year,
    month = '01',
    day = '01',
    hour = '00',
    minute = '00',
    second = '00',
    sign,
    zoneHour,
    zoneMinute = '00',
  ] = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?'?)?/.exec(date) ?? [];
  if (year === undefined) return undefined;
  const zone = sign === undefined ? 'Z' : `${sign}${zoneHour}:${zoneMinute}`;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
