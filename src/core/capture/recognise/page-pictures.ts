// Draws the pages of a PDF in the printing engine, which runs in a sandbox and reaches nothing: a recogniser of text is given pictures only.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import type { Printer } from '../../ports.ts';

/** The resolution that recognisers of text are made for. */
export const DOTS_PER_INCH = 300;

const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; font-src 'self' blob: data:; img-src 'self' blob: data:; base-uri 'none'; form-action 'none'";
const PAGE = `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><title>Pages</title></head><body></body></html>`;
const SCRIPT = "import('./page-pictures.js')";
/** What pdf.js asks for of its own package, and as what. */
const OF_PACKAGE = /^(?:cmaps|standard_fonts|wasm)\/[\w.-]+$/;

export interface PdfToDraw {
  readonly bytes: Uint8Array;
  /** For messages. */
  readonly name: string;
  readonly password?: string | undefined;
}

export interface PagePicture {
  readonly png: Uint8Array;
  /** Dots of the picture in a point of the page. */
  readonly scale: number;
}

export interface PagePictures {
  readonly count: number;
  /** Draws a page, from 1. @throws Failure `invalid` when it cannot be drawn */
  draw(page: number): Promise<PagePicture>;
  close(): Promise<void>;
}

/**
 * Opens a PDF for drawing. `resources` is the folder of the page's script.
 * @throws Failure `unavailable` when there is no engine, `invalid` when the PDF cannot be opened
 */
export async function openPagePictures(
  printer: Printer,
  { bytes, name, password }: PdfToDraw,
  resources: string,
): Promise<PagePictures> {
  const session = await printer.open({
    html: PAGE,
    file: async (address) => {
      if (address === 'document.pdf') return { bytes, mediaType: 'application/pdf' };
      if (address === 'page-pictures.js') return scriptOf(path.join(resources, address));
      return OF_PACKAGE.test(address) ? fileOfPackage(address) : undefined;
    },
  });
  const run = async <T>(source: string, argument: unknown): Promise<T> => {
    try {
      return await session.run<T>(source, argument);
    } catch (cause) {
      throw new Failure(
        'invalid',
        said`${name}: the PDF cannot be drawn (${(cause as Error).message.split('\n', 1)[0] ?? ''})`,
        {
          subject: name,
          cause,
        },
      );
    }
  };
  try {
    const count = await run<number>(`async (password) => (await ${SCRIPT}).open(password)`, password);
    return {
      count,
      draw: async (page) => {
        const drawn = await run<{ png: string; scale: number }>(`async (wish) => (await ${SCRIPT}).draw(wish)`, {
          page,
          dotsPerInch: DOTS_PER_INCH,
        });
        return { png: Buffer.from(drawn.png, 'base64'), scale: drawn.scale };
      },
      close: () => session.close(),
    };
  } catch (cause) {
    await session.close();
    throw cause;
  }
}

async function scriptOf(file: string) {
  return { bytes: await readFile(file), mediaType: 'text/javascript' };
}

async function fileOfPackage(address: string) {
  const home = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const bytes = await readFile(path.join(home, address));
  return { bytes, mediaType: address.endsWith('.js') ? 'text/javascript' : 'application/octet-stream' };
}
