// The parts of the package hyphen that are used: its factory and its patterns.
declare module 'hyphen/hyphen.js' {
  // biome-ignore lint/style/noDefaultExport: the package exports so.
  export default function createHyphenator(
    patterns: unknown,
    options: { minWordLength: number },
  ): (text: string) => string;
}
declare module 'hyphen/patterns/*.js' {
  const patterns: unknown;
  // biome-ignore lint/style/noDefaultExport: the package exports so.
  export default patterns;
}
