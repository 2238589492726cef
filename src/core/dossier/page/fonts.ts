// Asks for the fonts of a text before it is laid out: each slice that arrives later would lay the whole document out again.

const BOLD = 'h1, h2, h3, h4, h5, h6, b, strong, th, dt, .kicker';

/** What was asked for and is not there yet. */
const wanted: Promise<unknown>[] = [];

/** Starts loading the first font of an element's language for all its text. Other fonts are found when the text is laid out. */
export function askForFonts(element: Element): void {
  const [family = 'serif'] = getComputedStyle(element).getPropertyValue('--serif').split(',');
  const bold = [...element.querySelectorAll(BOLD)].map(({ textContent }) => textContent).join('');
  wanted.push(document.fonts.load(`400 10pt ${family}`, charactersOf(element.textContent)));
  if (bold !== '') wanted.push(document.fonts.load(`700 10pt ${family}`, charactersOf(bold)));
}

/** Waits for what was asked for, and for the fonts of texts that stand in the margins, outside the document. */
export async function awaitFonts(marginTexts: string): Promise<void> {
  const families = getComputedStyle(document.documentElement).getPropertyValue('--margin-fonts');
  await Promise.all([...wanted, document.fonts.load(`400 8pt ${families}`, charactersOf(marginTexts))]);
}

function charactersOf(text: string): string {
  return [...new Set(text)].join('');
}
