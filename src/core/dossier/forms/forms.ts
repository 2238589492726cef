// The forms of a dossier that need no printing engine, each loaded when it is asked for.
import type { PlannedArticle } from '../plan.ts';
import type { DossierToPrint, PrintSettings } from '../printed-article.ts';

export interface WrittenForm {
  readonly bytes: Uint8Array;
  readonly warnings: readonly string[];
}

/** In a file without a limit, pictures may have so much. */
const MOST_PICTURE_BYTES = 256_000_000;

/** Writes a form. `resources` is the folder of its style sheet. */
export async function writeForm(
  form: 'html' | 'docx' | 'markdown' | 'csv',
  dossier: DossierToPrint,
  articles: readonly PlannedArticle[],
  settings: PrintSettings,
  resources: string,
): Promise<WrittenForm> {
  switch (form) {
    case 'html':
      return writeHtmlWithin(dossier, articles, settings, resources);
    case 'docx':
      return (await import('./docx-form.ts')).writeDocx(dossier, articles, settings);
    case 'markdown':
      return text((await import('./markdown-form.ts')).writeMarkdown(dossier, articles, settings));
    case 'csv':
      return text((await import('./declaration.ts')).writeDeclaration(articles, settings));
  }
}

function text(written: string, warnings: readonly string[] = []): WrittenForm {
  return { bytes: Buffer.from(written), warnings };
}

/** Leaves pictures out where the file would be over the limit; base64 makes them a third larger. */
async function writeHtmlWithin(
  dossier: DossierToPrint,
  articles: readonly PlannedArticle[],
  settings: PrintSettings,
  resources: string,
): Promise<WrittenForm> {
  const { writeHtml } = await import('./html-form.ts');
  const write = async (mostPictureBytes: number) => {
    const { html, warnings } = await writeHtml(dossier, articles, settings, { resources, mostPictureBytes });
    return text(html, warnings);
  };
  const whole = await write(MOST_PICTURE_BYTES);
  const most = settings.mostBytes ?? Number.POSITIVE_INFINITY;
  if (whole.bytes.length <= most) return whole;
  const bare = await write(0);
  return bare.bytes.length > most ? bare : write(Math.floor(((most - bare.bytes.length) * 3) / 4) - 4096);
}
