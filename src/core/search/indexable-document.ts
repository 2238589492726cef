// A document as the index takes it, and the counts that its analysis gives. Nothing is stored here.
import type { Analysis, FieldName } from './analysis.ts';

export interface IndexableDocument {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** BCP 47; undefined when it is not known. */
  readonly language?: string;
  readonly notes?: string;
  readonly highlights?: string;
}

/** The terms of a document. `terms` gives a term's slot; its frequency in field f is `frequencies[slot * fields + f]`. */
export interface AnalysedDocument {
  readonly id: string;
  readonly language: string;
  readonly titleKey: string;
  /** How many terms each field has. */
  readonly lengths: readonly number[];
  readonly terms: ReadonlyMap<string, number>;
  readonly frequencies: readonly number[];
  /** Which terms a folded surface form stands for, stop word's marks among them. */
  readonly forms: ReadonlyMap<string, readonly string[]>;
}

/** How much of a folded title is kept for the title rule, in UTF-16 units. */
export const TITLE_KEY_LENGTH = 120;

/** Counts the terms of a document by field. */
export function analyseDocument(document: IndexableDocument, analysis: Analysis): AnalysedDocument {
  const language = analysis.languageOf(document.language);
  const fieldCount = analysis.fields.length;
  const terms = new Map<string, number>();
  const frequencies: number[] = [];
  const forms = new Map<string, readonly string[]>();
  const lengths = analysis.fields.map((name, field) => {
    let length = 0;
    analysis.eachTerm(fieldText(document, name, analysis), language, (term, form, wordLanguage) => {
      if (term === undefined) {
        addForm(forms, form, stopWordMark(wordLanguage));
        return;
      }
      length++;
      let slot = terms.get(term);
      if (slot === undefined) {
        slot = terms.size;
        terms.set(term, slot);
        for (let each = 0; each < fieldCount; each++) frequencies.push(0);
      }
      frequencies[slot * fieldCount + field]!++;
      if (analysis.hasForms) addForm(forms, form, term);
    });
    return length;
  });
  const titleKey = analysis.foldTitle(document.title).slice(0, TITLE_KEY_LENGTH);
  return { id: document.id, language, titleKey, lengths, terms, frequencies, forms };
}

function fieldText(document: IndexableDocument, field: FieldName, analysis: Analysis): string {
  if (field !== 'body' || !analysis.bodyHoldsTitle || document.title === '') return document[field] ?? '';
  const title = analysis.foldTitle(document.title);
  // Twice the title's length and some more holds the title even where it is printed with other spaces and signs.
  const beginning = analysis.foldTitle(document.body.slice(0, 2 * document.title.length + 64));
  const isRepeated = beginning === title || beginning.startsWith(`${title} `);
  return isRepeated ? document.body : `${document.title}\n${document.body}`;
}

/** What a form stands for, beside terms, where it is a stop word of a language: no word begins so. */
export function stopWordMark(language: string): string {
  return `\0${language}`;
}

/** Gives the language of a stop word's mark, undefined for a term. */
export function stopWordLanguage(term: string): string | undefined {
  return term.startsWith('\0') ? term.slice(1) : undefined;
}

/** Notes that a form stands for a term, beside what it stood for already. */
export function addForm(forms: Map<string, readonly string[]>, form: string, term: string): void {
  const known = forms.get(form);
  if (known === undefined) forms.set(form, [term]);
  else if (!known.includes(term)) forms.set(form, [...known, term]);
}
