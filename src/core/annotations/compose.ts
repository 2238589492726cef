// Makes a whole W3C annotation from what a person or an import gives. It stores nothing and finds no passage.
import {
  ANNOTATION_CONTEXT,
  ANNOTATION_IRI,
  type Annotation,
  type Color,
  type Selector,
  type TextualBody,
} from '../../shared/annotation.ts';

/** What an annotation is made of. Absent or empty parts are left out of it. */
export interface AnnotationDraft {
  /** The annotation's own id, without `urn:pressmark:`. */
  readonly id: string;
  readonly documentId: string;
  /** The document's address, if it has one. */
  readonly address?: string | undefined;
  readonly capture: string;
  /** From 1. */
  readonly reading: number;
  /** The passage (from `describe`) or area; none for a note on the whole document. */
  readonly selectors?: readonly Selector[] | undefined;
  readonly color?: Color | undefined;
  /** Markdown. */
  readonly note?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Kept out of what recipients get. */
  readonly isPrivate?: boolean | undefined;
  /** The name of the person. */
  readonly creator?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Of an imported annotation: when it was made and changed there (ISO 8601), and its id there. */
  readonly created?: string | undefined;
  readonly modified?: string | undefined;
  readonly via?: string | undefined;
}

const DEFAULT_COLOR: Color = 'yellow';

/**
 * Composes an annotation: motivation `highlighting` with a passage or area, `commenting` without; the note as a
 * commenting body in Markdown, each tag as a tagging body; the selectors as first made kept in `pressmark:madeOn`.
 */
export function composeAnnotation(draft: AnnotationDraft): Annotation {
  const selector = draft.selectors?.length ? [...draft.selectors] : undefined;
  const color = draft.color ?? (selector ? DEFAULT_COLOR : undefined);
  return {
    '@context': [...ANNOTATION_CONTEXT],
    id: ANNOTATION_IRI + draft.id,
    type: 'Annotation',
    motivation: selector ? 'highlighting' : 'commenting',
    created: draft.created ?? new Date(draft.now).toISOString(),
    ...(draft.modified ? { modified: draft.modified } : {}),
    ...(draft.creator ? { creator: { type: 'Person', name: draft.creator } } : {}),
    ...(draft.via ? { via: draft.via } : {}),
    body: bodiesOf(draft.note, draft.tags),
    target: { source: draft.address || ANNOTATION_IRI + draft.documentId, ...(selector ? { selector } : {}) },
    ...(color ? { 'pressmark:color': color } : {}),
    ...(draft.isPrivate ? { 'pressmark:private': true } : {}),
    'pressmark:document': draft.documentId,
    ...(selector ? { 'pressmark:madeOn': { capture: draft.capture, reading: draft.reading, selector } } : {}),
  };
}

/** What an edit changes. Absent means as it was; an empty note, or no tags, takes them away. */
export interface AnnotationEdit {
  readonly color?: Color | undefined;
  readonly note?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly isPrivate?: boolean | undefined;
}

/** Gives the annotation with an edit and `modified` (from `now`, milliseconds since 1970); bodies of other purposes stay. */
export function editAnnotation(annotation: Annotation, edit: AnnotationEdit, now: number): Annotation {
  const replaced = new Set([
    ...(edit.note === undefined ? [] : ['commenting']),
    ...(edit.tags === undefined ? [] : ['tagging']),
  ]);
  const kept = annotation.body.filter((body) => !replaced.has(body.purpose ?? ''));
  const { 'pressmark:private': wasPrivate, ...rest } = annotation;
  const isPrivate = edit.isPrivate ?? wasPrivate;
  return {
    ...rest,
    modified: new Date(now).toISOString(),
    body: [...kept, ...bodiesOf(edit.note, edit.tags)],
    ...(edit.color ? { 'pressmark:color': edit.color } : {}),
    ...(isPrivate ? { 'pressmark:private': true } : {}),
  };
}

/** Gives the annotation on another passage, with `modified` (from `now`, milliseconds since 1970); what it says stays. */
export function moveAnnotation(
  annotation: Annotation,
  {
    selectors,
    capture,
    reading,
  }: Pick<AnnotationDraft, 'capture' | 'reading'> & { readonly selectors: readonly Selector[] },
  now: number,
): Annotation {
  const selector = [...selectors];
  return {
    ...annotation,
    motivation: 'highlighting',
    modified: new Date(now).toISOString(),
    target: { ...annotation.target, selector },
    'pressmark:madeOn': { capture, reading, selector },
  };
}

function bodiesOf(note: string | undefined, tags: readonly string[] = []): TextualBody[] {
  const comment: TextualBody[] = note?.trim()
    ? [{ type: 'TextualBody', purpose: 'commenting', format: 'text/markdown', value: note }]
    : [];
  const names = new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ''));
  return [
    ...comment,
    ...Array.from(names, (value): TextualBody => ({ type: 'TextualBody', purpose: 'tagging', value })),
  ];
}
