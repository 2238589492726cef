// Reads what a TypeScript file imports, in every form, for the tests of the architecture. It does not resolve packages.
import { readFileSync } from 'node:fs';
import { parseSync, Visitor } from 'vite';

export interface Import {
  /** As written: `../shared/errors.ts`, `node:fs`, `lunr`. */
  readonly specifier: string;
  /** From 1. */
  readonly line: number;
}

/** Gives every import of a file: static, re-exported, dynamic, of a type (`import('x').T`), and by `require` or `import.meta.resolve`. */
export function readImports(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be read: ${errors[0]?.message}`);
  const found: Import[] = [];
  const take = (source: unknown) => {
    if (!isStringLiteral(source)) return;
    found.push({ specifier: source.value, line: text.slice(0, source.start).split('\n').length });
  };
  new Visitor({
    ImportDeclaration: (node) => take(node.source),
    ExportNamedDeclaration: (node) => take(node.source),
    ExportAllDeclaration: (node) => take(node.source),
    ImportExpression: (node) => take(node.source),
    TSImportType: (node) => take(node.source),
    CallExpression: (node) => {
      if (RESOLVING.has(text.slice(node.callee.start, node.callee.end))) take(node.arguments[0]);
    },
  }).visit(program);
  return found;
}

const RESOLVING = new Set(['require', 'require.resolve', 'import.meta.resolve']);

function isStringLiteral(node: unknown): node is { readonly value: string; readonly start: number } {
  return typeof node === 'object' && node !== null && 'value' in node && typeof node.value === 'string';
}
