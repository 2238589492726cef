// What the reader shows of an annotation: the archive's, with the edits that are on their way laid over them. Nothing is called or drawn here.
import {
  type Annotation,
  type Area,
  annotationTagsOf,
  areaOf,
  type Color,
  noteOf,
  positionOf,
  quoteOf,
} from '../../shared/annotation.ts';
import type { PagePart } from '../../shared/api/annotations.ts';
import type { FailureValue } from '../../shared/errors.ts';
import type { Passage } from './text-range.ts';

/** Where an annotation stands: in the text, on a picture or page, on the document as a whole, or nowhere that can be told. */
export type Standing = 'passage' | 'area' | 'document' | 'orphan' | 'ambiguous';

export interface AnnotationContent {
  readonly standing: Standing;
  readonly passage: Passage | undefined;
  /** The part of a picture or page that it marks. */
  readonly area?: Area;
  /** While it is not in the archive yet: where it is on the pages of a PDF. */
  readonly onPages?: readonly PagePart[];
  readonly quote: string;
  /** The words around the quote where it was made. */
  readonly context: { readonly before: string; readonly after: string };
  readonly color: Color;
  readonly note: string;
  readonly tags: readonly string[];
  /** Left out of what recipients get. */
  readonly isPrivate: boolean;
}

/** An annotation with its id, which it has from the gesture on: `urn:pressmark:` and letters and digits. */
export interface KnownAnnotation extends AnnotationContent {
  readonly id: string;
}

export type SaveState =
  | { readonly state: 'saved' }
  | { readonly state: 'saving' }
  | { readonly state: 'failed'; readonly failure: FailureValue };

export type ShownAnnotation = KnownAnnotation & SaveState;

/** What a person can change of an annotation that is there. */
export type AnnotationChange = Partial<Pick<AnnotationContent, 'color' | 'note' | 'tags' | 'isPrivate'>>;

/** A change that the archive has not confirmed yet. */
export type Edit = { readonly id: string; readonly saving: Exclude<SaveState, { state: 'saved' }> } & (
  | { readonly kind: 'create' | 'restore'; readonly annotation: KnownAnnotation }
  | { readonly kind: 'update'; readonly change: AnnotationChange }
  | { readonly kind: 'remove' }
);

/** Reads an annotation of the archive. */
export function knownAnnotationOf(annotation: Annotation): KnownAnnotation {
  const position = positionOf(annotation);
  const state = annotation['pressmark:anchoring']?.state;
  const isLost = state === 'orphan' || state === 'ambiguous';
  const area = areaOf(annotation);
  return {
    id: annotation.id,
    standing: isLost ? state : area !== undefined ? 'area' : position === undefined ? 'document' : 'passage',
    ...(area === undefined ? {} : { area }),
    passage: isLost || position === undefined ? undefined : { start: position.start, end: position.end },
    quote: quoteOf(annotation)?.exact ?? '',
    context: { before: quoteOf(annotation)?.prefix ?? '', after: quoteOf(annotation)?.suffix ?? '' },
    color: annotation['pressmark:color'] ?? 'yellow',
    note: noteOf(annotation) ?? '',
    tags: annotationTagsOf(annotation),
    isPrivate: annotation['pressmark:private'] === true,
  };
}

/** Lays edits over the archive's annotations, in the order of the text; what stands nowhere comes last. */
export function showAnnotations(known: readonly KnownAnnotation[], edits: readonly Edit[]): readonly ShownAnnotation[] {
  const shown = new Map<string, ShownAnnotation>(known.map((each) => [each.id, { ...each, state: 'saved' }]));
  for (const edit of edits) apply(edit, shown);
  return [...shown.values()].sort(byPlace);
}

function apply(edit: Edit, shown: Map<string, ShownAnnotation>): void {
  const there = shown.get(edit.id);
  if (edit.kind === 'create' || edit.kind === 'restore') shown.set(edit.id, { ...edit.annotation, ...edit.saving });
  else if (there === undefined) return;
  else if (edit.kind === 'update') shown.set(edit.id, { ...there, ...edit.change, ...edit.saving });
  else if (edit.saving.state === 'failed') shown.set(edit.id, { ...there, ...edit.saving });
  else shown.delete(edit.id);
}

function byPlace(a: ShownAnnotation, b: ShownAnnotation): number {
  const startOf = (each: ShownAnnotation) => each.passage?.start ?? Number.MAX_SAFE_INTEGER;
  return startOf(a) - startOf(b) || (a.passage?.end ?? 0) - (b.passage?.end ?? 0);
}
