// Which keys move in a list, and how far.

/** Gives how many rows a key moves, to which end it goes, or undefined when it does not move. `page` is the rows of a page. */
export function stepOf(key: string, page: number): number | 'first' | 'last' | undefined {
  switch (key) {
    case 'ArrowDown':
      return 1;
    case 'ArrowUp':
      return -1;
    case 'PageDown':
      return page;
    case 'PageUp':
      return -page;
    case 'Home':
      return 'first';
    case 'End':
      return 'last';
    default:
      return undefined;
  }
}
