// Names of capture files: portable on every file system, readable by a person, unique by the id at their end (ARCHIVE.md, rule 6).

/** The longest name before the extension, in characters. */
const MAX_LENGTH = 64;

/** Makes `2024-06-05-xinhua-la-chine-et-le-kazakhstan-k3f9q2x7`: day, source, title and the id's first 8 characters, in `[a-z0-9-]`. */
export async function captureFileName(capture: {
  readonly capturedAt: string;
  readonly source?: string;
  readonly title: string;
  readonly id: string;
}): Promise<string> {
  // Its tables take longer to load than most commands take to run.
  const { slugify } = await import('transliteration');
  const portable = (text: string) =>
    slugify(text.slice(0, 200), { lowercase: true, separator: '-', allowedChars: 'a-zA-Z0-9' })
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
  const day = capture.capturedAt.slice(0, 10);
  const end = capture.id.slice(0, 8);
  const room = MAX_LENGTH - day.length - end.length - 2;
  const words = [capture.source ?? '', capture.title].map(portable).filter((text) => text !== '');
  const middle = cutAtWord(words.join('-'), room);
  return [day, middle, end].filter((part) => part !== '').join('-');
}

function cutAtWord(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length + 1);
  const end = cut.lastIndexOf('-');
  return end > length / 2 ? cut.slice(0, end) : text.slice(0, length);
}

/** Tells whether a value is the path of a capture's or reading's file, relative to the archive and never outside it. */
export function isCaptureFile(value: unknown): value is string {
  return typeof value === 'string' && /^captures\/\d{4}\/[a-z0-9-]{1,100}\.zip$/.test(value);
}
