// What the builds have in common: the worker files, and the packages that no bundle contains.

/** Worker sources by the name of their output. Each shell looks for `NAME.js` beside its own entry. */
export const WORKERS = {
  'capture-worker': 'src/core/capture/worker.ts',
  'dossier-worker': 'src/core/dossier/worker.ts',
  'search-worker': 'src/core/search/worker.ts',
} as const;

/** Packages that stay imports, each because it reads files beside its own code at run time. A packaged program carries them along. */
export const NOT_BUNDLED = ['playwright-core', '@sparticuz/chromium', 'pdfjs-dist'] as const;
