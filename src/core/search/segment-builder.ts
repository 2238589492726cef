// The youngest documents as an inverted index in memory: the tail of the index, which becomes a segment when it is long enough.
import type { Analysis } from './analysis.ts';
import { type AnalysedDocument, addForm } from './indexable-document.ts';
import { PostingsWriter } from './postings.ts';

/** Documents numbered from `first` on without a gap, and what they hold. */
export interface SegmentBuilder {
  readonly first: number;
  readonly documents: BuilderDocument[];
  /** The numbers of its documents that live, by id. */
  readonly numbers: Map<string, number>;
  readonly postings: Map<string, PostingsWriter>;
  readonly forms: Map<string, readonly string[]>;
  /** Documents that were removed since they were added, so that counts of terms are too high. */
  removedCount: number;
}

export interface BuilderDocument {
  readonly number: number;
  readonly id: string;
  readonly titleKey: string;
}

/** Begins a segment whose first document will have the given number. */
export function createSegmentBuilder(first: number): SegmentBuilder {
  return { first, documents: [], numbers: new Map(), postings: new Map(), forms: new Map(), removedCount: 0 };
}

/** Adds a document; numbers must ascend. */
export function addDocument(
  builder: SegmentBuilder,
  number: number,
  document: AnalysedDocument,
  analysis: Analysis,
): void {
  const fields = analysis.fields.length;
  const main = analysis.fields.indexOf('body');
  builder.numbers.set(document.id, number);
  builder.documents.push({ number, id: document.id, titleKey: document.titleKey });
  for (const [term, slot] of document.terms) {
    let postings = builder.postings.get(term);
    if (postings === undefined) {
      postings = new PostingsWriter();
      builder.postings.set(term, postings);
    }
    postings.add(number - builder.first, document.frequencies, slot * fields, fields, main);
  }
  for (const [form, terms] of document.forms) {
    if (builder.forms.get(form) === undefined) builder.forms.set(form, terms);
    else for (const term of terms) addForm(builder.forms, form, term);
  }
}
