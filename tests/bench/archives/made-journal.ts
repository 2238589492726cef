// Journal lines as a working archive has them: captures, tags, edits and highlights of many documents.
import { type Change, formatEntry } from '../../../src/core/archive/entry.ts';
import { randomFrom } from '../../core/search/made-texts.ts';

export interface MadeJournal {
  readonly lines: readonly string[];
  readonly documents: number;
}

const BEGIN = Date.UTC(2026, 0, 1);

/** Ids as they are made here: 12 characters. */
export const documentId = (n: number) => `d${n.toString(36).padStart(11, '0')}`;
export const captureId = (n: number) => `c${n.toString(36).padStart(11, '0')}`;
/** The file of a document's capture. */
export const captureFile = (n: number) => `captures/2026/2026-01-01-le-courrier-titre-${captureId(n)}.zip`;

/** Makes `count` lines; one in ten is a capture, and half of the others are highlights of some 900 bytes. */
export function makeJournal(count: number, share = 0.1): MadeJournal {
  const random = randomFrom(7);
  const lines: string[] = [];
  let documents = 0;
  for (let n = 0; n < count; n++) {
    const isCapture = documents <= n * share;
    const of = Math.floor(random() * documents);
    const change = isCapture
      ? captureOf(documents++)
      : n % 2
        ? highlightOf(of, n)
        : n % 4
          ? tagOf(of, n)
          : editOf(of, n);
    lines.push(formatEntry(idOf(n), 'Ada', change));
  }
  return { lines, documents };
}

const idOf = (n: number) => `${new Date(BEGIN + n * 1000).toISOString()}-0000-q8w2e4r6t0yu`;

function captureOf(n: number): Change {
  return {
    op: 'capture.add',
    of: documentId(n),
    value: {
      capture: captureId(n),
      file: captureFile(n),
      sha256: n.toString(16).padStart(64, '0'),
      digest: `sha256:${n.toString(16).padStart(64, '0')}`,
      url: `https://courrier.example.org/2026/01/01/titre-${n}`,
      capturedAt: new Date(BEGIN + n * 1000).toISOString(),
      title: `Le titre de l’article numéro ${n}`,
    },
  };
}

const tagOf = (of: number, n: number): Change => ({
  op: 'tag.add',
  of: documentId(of),
  value: { tag: `étiquette ${n % 50}` },
});

const editOf = (of: number, n: number): Change => ({
  op: 'document.put',
  of: documentId(of),
  value: { title: `Un autre titre, le ${n}e`, source: 'Le Courrier' },
});

function highlightOf(of: number, n: number): Change {
  const selector = [
    {
      type: 'TextQuoteSelector',
      exact: `trois bacs de la région ${n}`,
      prefix: 'La région a commandé ',
      suffix: ' à un chantier naval de la',
    },
    { type: 'TextPositionSelector', start: 214, end: 224 },
  ];
  const id = `n${n.toString(36).padStart(11, '0')}`;
  return {
    op: 'annotation.put',
    of: id,
    value: {
      '@context': ['http://www.w3.org/ns/anno.jsonld', { pressmark: 'urn:pressmark:ns:' }],
      id: `urn:pressmark:${id}`,
      type: 'Annotation',
      motivation: 'highlighting',
      created: new Date(BEGIN + n * 1000).toISOString(),
      creator: { type: 'Person', name: 'Ada' },
      body: [{ type: 'TextualBody', purpose: 'commenting', format: 'text/markdown', value: 'À vérifier.' }],
      target: { source: `https://courrier.example.org/2026/01/01/titre-${of}`, selector },
      'pressmark:color': 'green',
      'pressmark:document': documentId(of),
      'pressmark:madeOn': { capture: captureId(of), reading: 1, selector },
    },
  };
}
