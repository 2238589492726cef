// A small capture for tests of the archive.
import type { NewCapture } from '../../src/core/archive/archive-writer.ts';
import { digestOf } from '../../src/core/archive/digest.ts';

/** Makes a capture of a text whose first line is its title. */
export function sampleCapture(ids: { readonly document: string; readonly capture: string }, text: string): NewCapture {
  const bytes = new TextEncoder().encode(text);
  const [title = '', ...lines] = text.split('\n');
  return {
    record: {
      ...ids,
      title,
      source: 'Le Courrier',
      language: 'fr',
      capturedAt: '2026-01-02T03:04:05.000Z',
      mediaType: 'text/plain',
      format: 'text',
      digest: digestOf(bytes),
      bytes: bytes.length,
      engine: { name: 'pressmark', version: '0.0.0' },
      origins: { title: 'text' },
      warnings: [],
    },
    original: { name: 'original.txt', bytes },
    reading: {
      html: `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${title}</title></head><body><article><h1 data-pressmark="title">${title}</h1>${lines.map((line) => `<p>${line}</p>`).join('')}</article></body></html>`,
      text,
      blocks: [],
      by: { extractor: 'plain-text', version: '1' },
      media: [],
    },
    aliases: [],
  };
}
