// An annotation in the words of the W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/), as the archive stores and prints it.
import { z } from 'zod';
import { said } from './said.ts';

export const COLORS = ['yellow', 'green', 'blue', 'pink', 'purple'] as const;
export const colorSchema = z.enum(COLORS);
export type Color = z.infer<typeof colorSchema>;

/** §4.2.4: the words and up to 64 code points on each side. */
export const textQuoteSelectorSchema = z.looseObject({
  type: z.literal('TextQuoteSelector'),
  exact: z.string(),
  prefix: z.string().optional(),
  suffix: z.string().optional(),
});
export type TextQuoteSelector = z.infer<typeof textQuoteSelectorSchema>;

/** §4.2.5: Unicode code points of the reading text, from 0, end exclusive. */
export const textPositionSelectorSchema = z.looseObject({
  type: z.literal('TextPositionSelector'),
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
});
export type TextPositionSelector = z.infer<typeof textPositionSelectorSchema>;

/** §4.2.1: a page of a PDF (RFC 8118) or a part of an image (Media Fragments). */
export const fragmentSelectorSchema = z.looseObject({
  type: z.literal('FragmentSelector'),
  conformsTo: z.string().optional(),
  value: z.string(),
});

export const selectorSchema = z.union([
  textQuoteSelectorSchema,
  textPositionSelectorSchema,
  fragmentSelectorSchema,
  z.looseObject({ type: z.string() }),
]);
export type Selector = z.infer<typeof selectorSchema>;

export const textualBodySchema = z.looseObject({
  type: z.literal('TextualBody'),
  value: z.string(),
  purpose: z.string().optional(),
  format: z.string().optional(),
});
export type TextualBody = z.infer<typeof textualBodySchema>;

export const anchoringSchema = z.union([
  z.object({ state: z.enum(['exact', 'approximate']), score: z.number().min(0).max(1) }),
  z.object({ state: z.literal('orphan') }),
  z.object({ state: z.literal('ambiguous'), places: z.number().int().min(2) }),
]);
export type Anchoring = z.infer<typeof anchoringSchema>;

/** The capture and reading an annotation was made on, with the selectors as first made. */
export const madeOnSchema = z.looseObject({
  capture: z.string(),
  reading: z.number().int().positive(),
  selector: z.array(selectorSchema),
});

/** One annotation whole, as `annotations` prints it and a journal line holds it (there without `pressmark:anchoring`). */
export const annotationSchema = z.looseObject({
  '@context': z.union([z.string(), z.array(z.unknown())]),
  id: z.string(),
  type: z.literal('Annotation'),
  motivation: z.string(),
  created: z.string(),
  modified: z.string().optional(),
  creator: z.looseObject({ type: z.literal('Person'), name: z.string() }).optional(),
  body: z.array(textualBodySchema),
  target: z.looseObject({
    source: z.string(),
    selector: z.array(selectorSchema).optional(),
  }),
  'pressmark:color': colorSchema.optional(),
  /** Whether its note and tags are kept out of what recipients get. */
  'pressmark:private': z.boolean().optional(),
  'pressmark:document': z.string(),
  'pressmark:madeOn': madeOnSchema.optional(),
  'pressmark:anchoring': anchoringSchema.optional(),
});
export type Annotation = z.infer<typeof annotationSchema>;

export const ANNOTATION_CONTEXT = ['http://www.w3.org/ns/anno.jsonld', { pressmark: 'urn:pressmark:ns:' }] as const;

/** The prefix of an annotation's IRI; what follows is the ID that commands take. */
export const ANNOTATION_IRI = 'urn:pressmark:';

/** Gives ID of `urn:pressmark:ID`; anything else as it is. */
export function bareId(id: string): string {
  return id.startsWith(ANNOTATION_IRI) ? id.slice(ANNOTATION_IRI.length) : id;
}

/** The note of an annotation (its commenting body), in Markdown. */
export function noteOf(annotation: Annotation): string | undefined {
  return annotation.body.find((body) => body.purpose === 'commenting')?.value;
}

/** Gives the tags of an annotation. */
export function annotationTagsOf(annotation: Annotation): string[] {
  return annotation.body.filter((body) => body.purpose === 'tagging').map((body) => body.value);
}

/** Gives the words that an annotation is on; undefined when it is on no passage. */
export function quoteOf(annotation: Annotation): TextQuoteSelector | undefined {
  return annotation.target.selector?.find((each): each is TextQuoteSelector => each.type === 'TextQuoteSelector');
}

/** Gives the place of an annotation in the reading text, in code points; undefined when it is not anchored. */
export function positionOf(annotation: Annotation): TextPositionSelector | undefined {
  return annotation.target.selector?.find((each): each is TextPositionSelector => each.type === 'TextPositionSelector');
}

/** A part of a picture of the article, or of a page of a PDF; both are counted from 1. */
export const areaSchema = z
  .object({
    /** Fractions (0 to 1) of the picture or page, from its top left. */
    x: z.number().min(0).max(1),
    y: z.number().min(0).max(1),
    width: z.number().positive().max(1),
    height: z.number().positive().max(1),
    image: z.number().int().positive().optional(),
    page: z.number().int().positive().optional(),
  })
  .refine(({ x, width }) => x + width <= 1.0001, said`The area reaches beyond the right edge.`.pattern)
  .refine(({ y, height }) => y + height <= 1.0001, said`The area reaches beyond the lower edge.`.pattern)
  .refine(
    ({ image, page }) => (image === undefined) !== (page === undefined),
    said`An area is of a picture or of a page.`.pattern,
  );
export type Area = z.infer<typeof areaSchema>;

/** The area that an annotation marks, if it marks one. */
export function areaOf(annotation: Annotation): Area | undefined {
  for (const selector of annotation.target.selector ?? []) {
    const found = areaSchema.safeParse((selector as { 'pressmark:area'?: unknown })['pressmark:area']);
    if (found.success) return found.data;
  }
  return undefined;
}
