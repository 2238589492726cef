// The language that core and window share, as one script for a real browser: what must be the same in both is run in both.
export { anchor } from '../../src/shared/anchor.ts';
export { CodePointIndex } from '../../src/shared/code-points.ts';
export { describe } from '../../src/shared/describe.ts';
export { buildReadingText } from '../../src/shared/reading-text.ts';
