// The parts of the package citeproc that are used.
declare module 'citeproc' {
  interface System {
    retrieveLocale(tag: string): string;
    retrieveItem(id: string): unknown;
  }
  interface Bibliography {
    readonly entry_ids: readonly (readonly string[])[];
  }
  class Engine {
    constructor(system: System, style: string, language: string, forceLanguage: boolean);
    setOutputFormat(format: 'html' | 'text'): void;
    updateItems(ids: readonly string[]): void;
    makeBibliography(): false | [Bibliography, string[]];
  }
  const citeproc: { readonly Engine: typeof Engine };
  // biome-ignore lint/style/noDefaultExport: the package exports so.
  export default citeproc;
}
