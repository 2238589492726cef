// Keeps together on a line what typesetters keep together: a figure and its unit, the groups of a number, and in French a word and the sign after it.
// A space becomes one that no line is broken at: as wide, and the same to those who read or search the PDF.

const BLOCKS = '.reading, .synthesis, .title, .captured-title, .margin-note, .notes';
const NEVER = 'pre, code, kbd, samp';
const NO_BREAK = '\u00a0';

/** Between the groups of a number, and before a unit. */
const FIGURES = /(?<=\d) (?=\d{3}(?!\d)|[%‰€$£¥°])/g;
/** Inside guillemets and before the signs that stand apart in French. */
const FRENCH = /(?<=[«‹]) | (?=[»›;:!?])/g;

/** Changes spaces in the texts of the page, one for one: offsets stay. */
export function keepTogether(): void {
  for (const block of document.querySelectorAll(BLOCKS)) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
      if (!node.data.includes(' ') || node.parentElement?.closest(NEVER)) continue;
      const kept = withoutBreaks(node.data, isFrench(node));
      if (kept !== node.data) node.data = kept;
    }
  }
}

function withoutBreaks(text: string, isInFrench: boolean): string {
  const figures = text.replace(FIGURES, NO_BREAK);
  return isInFrench ? figures.replace(FRENCH, NO_BREAK) : figures;
}

function isFrench(node: Text): boolean {
  return /^fr(-|$)/i.test(node.parentElement?.closest('[lang]')?.getAttribute('lang') ?? '');
}
