// The files that pdf.js asks for while it draws a page, put beside the built window: character maps, standard fonts, decoders of pictures.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'vite';

/** Which files of which folders of the package. The decoders are those in plain JavaScript: the window permits no compiling. */
const FOLDERS: readonly (readonly [folder: string, wanted: RegExp])[] = [
  ['cmaps', /\.bcmap$/],
  ['standard_fonts', /\.(?:pfb|ttf)$/],
  ['wasm', /_nowasm_fallback\.js$/],
];

/** Makes the plugin that writes them into `pdfjs/`. */
export function pdfFiles(): Plugin {
  return {
    name: 'pressmark-pdf-files',
    apply: 'build',
    generateBundle() {
      const home = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
      for (const [folder, wanted] of FOLDERS)
        for (const name of readdirSync(path.join(home, folder)).filter((each) => wanted.test(each)))
          this.emitFile({
            type: 'asset',
            fileName: `pdfjs/${folder}/${name}`,
            source: readFileSync(path.join(home, folder, name)),
          });
    },
  };
}
