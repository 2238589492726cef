// Writes docs/licences.md: every package whose code or fonts go along with the program, with its licence, read from what is installed.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');
const PAGE = path.join(ROOT, 'docs/licences.md');

/** Development dependencies whose code or files end up in the build all the same. */
const BUNDLED = new RegExp(
  `^(?:${[
    'react(?:-dom|-aria|-aria-components|-stately)?',
    'scheduler',
    '@(?:fontsource|fontsource-variable|internationalized|lingui|tanstack)/.+',
    '@babel/runtime|@messageformat/parser|moo|js-sha256',
    '@react-types/shared|@swc/helpers|tslib|aria-hidden|client-only|clsx|use-sync-external-store',
    'lucide-react',
  ].join('|')})$`,
);

const OPENING = `# Licences of what goes along with Pressmark

Pressmark itself is under the MIT licence (\`LICENSE\`). The packages below are bundled into it or installed beside it, all of them
unmodified; the full text of each licence is in the package's folder under \`node_modules/\`. The file is written by
\`node scripts/notices.ts\`.

- \`lunr-languages\` is under the MPL-1.1, \`jszip\` is used under the MIT of its two.
- \`@sparticuz/chromium\` carries Chromium (BSD-3-Clause and others), NSS and NSPR (MPL-2.0), expat (MIT) and Open Sans (OFL-1.1).
- \`citeproc\` is used under the CPAL-1.0 of its two licences: citeproc-js, © Frank Bennett, https://citationstyles.org; its source is the package itself.
- The citation styles and locales in \`@citation-js/plugin-csl\` are those of citationstyles.org, under CC BY-SA 3.0, unmodified.
- Fonts under the OFL-1.1 go along with their licence text, in \`out/resources/fonts/\`.

| package | version | licence |
|---|---|---|
`;

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
}

/** Gives the page as it should be for the installed packages. */
export function licencesPage(): string {
  const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  const rows = Object.entries(lock.packages).flatMap(([folder, { version, license, dev, optional }]) => {
    const name = folder.replace(/^.*node_modules\//, '');
    const isShipped = folder !== '' && !optional && (!dev || BUNDLED.test(name));
    return isShipped ? [`| ${name} | ${version} | ${license ?? 'unknown'} |`] : [];
  });
  return `${OPENING}${[...new Set(rows)].sort().join('\n')}\n`;
}

if (import.meta.main) writeFileSync(PAGE, licencesPage());
