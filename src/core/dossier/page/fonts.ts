// Loads the fonts of a text before it is laid out. Each slice that arrived later would lay the whole document out again; and on a computer without
// any font of its own an engine has nothing to show meanwhile, and gives the slice up.

/** A slice of a family: the characters it is for, as first and last code points in turn. */
interface Slice {
  readonly face: FontFace;
  readonly ranges: readonly number[];
}

/** Family, weight and style → slices. */
type Families = ReadonlyMap<string, readonly Slice[]>;

/**
 * Loads what the texts of the document are set in, also the texts that stand in the margins, outside the document: for each character the first
 * family of its stack that has it.
 */
export async function loadFonts(marginTexts: string): Promise<void> {
  const families = familiesOf(document.fonts);
  const wanted = charactersByFont();
  const root = getComputedStyle(document.documentElement);
  add(wanted, `${root.getPropertyValue('--margin-fonts')}|400|normal`, marginTexts);
  add(wanted, `${root.getPropertyValue('--margin-fonts')}|700|normal`, marginTexts);
  const faces = new Set<FontFace>();
  for (const [font, characters] of wanted) for (const face of facesFor(font, characters, families)) faces.add(face);
  // A slice that cannot be loaded is one of the next family's.
  await Promise.all([...faces].map((face) => face.load().catch(() => undefined)));
}

/** The characters of the document's texts by `STACK|WEIGHT|STYLE`. */
function charactersByFont(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const fonts = new Map<Element, string>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement as Element;
    let font = fonts.get(element);
    if (font === undefined) {
      const { fontFamily, fontWeight, fontStyle } = getComputedStyle(element);
      font = `${fontFamily}|${Number(fontWeight) >= 600 ? 700 : 400}|${fontStyle === 'normal' ? 'normal' : 'italic'}`;
      fonts.set(element, font);
    }
    add(found, font, (node as Text).data);
  }
  return found;
}

function add(found: Map<string, Set<string>>, font: string, text: string): void {
  const characters = found.get(font) ?? new Set();
  found.set(font, characters);
  for (const character of text) characters.add(character);
}

function familiesOf(faces: FontFaceSet): Families {
  const families = new Map<string, Slice[]>();
  for (const face of faces) {
    const key = `${unquoted(face.family)}|${face.weight}|${face.style}`;
    const slices = families.get(key) ?? [];
    families.set(key, slices);
    slices.push({ face, ranges: rangesOf(face.unicodeRange) });
  }
  return families;
}

/** Reads `U+41-5A, U+3??`. */
function rangesOf(unicodeRange: string): number[] {
  return unicodeRange.split(',').flatMap((part) => {
    const [from = '', to = from] = part.trim().slice(2).split('-');
    return [Number.parseInt(from.replaceAll('?', '0'), 16), Number.parseInt(to.replaceAll('?', 'F'), 16)];
  });
}

function facesFor(font: string, characters: ReadonlySet<string>, families: Families): Set<FontFace> {
  const [stack = '', weight = '400', style = 'normal'] = font.split('|');
  const slices = stack.split(',').flatMap((family) => {
    const name = unquoted(family);
    return (
      families.get(`${name}|${weight}|${style}`) ??
      families.get(`${name}|${weight}|normal`) ??
      families.get(`${name}|400|normal`) ??
      []
    );
  });
  const faces = new Set<FontFace>();
  for (const character of characters) {
    const code = character.codePointAt(0) as number;
    const slice = slices.find(({ ranges }) => isIn(code, ranges));
    if (slice) faces.add(slice.face);
  }
  return faces;
}

function isIn(code: number, ranges: readonly number[]): boolean {
  for (let i = 0; i < ranges.length; i += 2)
    if (code >= (ranges[i] as number) && code <= (ranges[i + 1] as number)) return true;
  return false;
}

const unquoted = (name: string): string => name.trim().replace(/^["']|["']$/g, '');
