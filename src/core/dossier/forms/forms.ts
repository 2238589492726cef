// The forms of a dossier that need no printing engine, each loaded when it is asked for.
import type { PlannedArticle } from '../plan.ts';
import type { DossierToPrint, PrintSettings } from '../printed-article.ts';

export interface WrittenForm {
  readonly bytes: Uint8Array;
  readonly warnings: readonly string[];
}

export type Form = 'html' | 'epub' | 'docx' | 'markdown' | 'csv';

/** In a file without a limit, pictures may have so much. */
const MOST_PICTURE_BYTES = 256_000_000;
const BASE64_GROWTH = 4 / 3;

/** Writes a form. `resources` is the folder of its style sheet. */
export async function writeForm(
  form: Form,
  dossier: DossierToPrint,
  articles: readonly PlannedArticle[],
  settings: PrintSettings,
  resources: string,
): Promise<WrittenForm> {
  switch (form) {
    case 'html': {
      const { writeHtml } = await import('./html-form.ts');
      return within(settings.mostBytes, BASE64_GROWTH, async (mostPictureBytes) => {
        const { html, warnings } = await writeHtml(dossier, articles, settings, { resources, mostPictureBytes });
        return text(html, warnings);
      });
    }
    case 'epub': {
      const { writeEpub } = await import('./epub/epub-form.ts');
      return within(settings.mostBytes, 1, (mostPictureBytes) =>
        writeEpub(dossier, articles, settings, { resources, mostPictureBytes }),
      );
    }
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

/** Writes a form with its pictures, and with fewer of them where the file would be over the limit. `growth` is what a byte of a picture takes in the file. */
async function within(
  mostBytes: number | undefined,
  growth: number,
  write: (mostPictureBytes: number) => Promise<WrittenForm>,
): Promise<WrittenForm> {
  const whole = await write(MOST_PICTURE_BYTES);
  const most = mostBytes ?? Number.POSITIVE_INFINITY;
  if (whole.bytes.length <= most) return whole;
  const bare = await write(0);
  return bare.bytes.length > most ? bare : write(Math.floor((most - bare.bytes.length) / growth) - 4096);
}
