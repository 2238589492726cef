// The places where articles were left, on this computer: code points of the reading text, the latest documents first.

const STORED_AS = 'pressmark-places';
/** So many documents are remembered. */
const MOST_PLACES = 500;

type Places = readonly (readonly [document: string, position: number])[];

/** Gives the place where a document was left, in code points; undefined when it was left at its head. */
export function placeKept(document: string): number | undefined {
  return readPlaces().find(([id]) => id === document)?.[1];
}

/** Keeps a document's place; undefined forgets it. */
export function keepPlace(document: string, position: number | undefined): void {
  const others = readPlaces().filter(([id]) => id !== document);
  const places: Places = position === undefined ? others : [[document, position] as const, ...others];
  localStorage.setItem(STORED_AS, JSON.stringify(places.slice(0, MOST_PLACES)));
}

function readPlaces(): Places {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED_AS) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isPlace) : [];
  } catch {
    return [];
  }
}

function isPlace(value: unknown): value is readonly [string, number] {
  return Array.isArray(value) && typeof value[0] === 'string' && Number.isInteger(value[1]) && value[1] >= 0;
}
