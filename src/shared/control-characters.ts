// Control characters (Unicode category Cc), which say nothing in a title or a name and steer the terminal they are printed on.

/** Gives a text without its control characters; white space among them stays. */
export function withoutControls(text: string): string {
  return text.replace(/(?!\s)\p{Cc}/gu, '');
}
