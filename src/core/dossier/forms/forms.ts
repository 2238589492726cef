// The forms of a dossier that need no printing engine.
import { Failure } from '../../../shared/errors.ts';
import type { PlannedArticle } from '../plan.ts';
import type { DossierToPrint, PrintSettings } from '../printed-article.ts';

export interface WrittenForm {
  readonly bytes: Uint8Array;
  readonly warnings: readonly string[];
}

/** Writes a form. */
export async function writeForm(
  form: 'html' | 'docx' | 'markdown' | 'csv',
  dossier: DossierToPrint,
  articles: readonly PlannedArticle[],
  settings: PrintSettings,
): Promise<WrittenForm> {
  void dossier; void articles; void settings;
  throw new Failure('unavailable', form);
}
