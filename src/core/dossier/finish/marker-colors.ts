// The colours that highlights are printed in.
import type { Color } from '../../../shared/annotation.ts';

export type Rgb = readonly [red: number, green: number, blue: number];

/** Laid over the text by multiplication; 0–1. */
export const MARKERS: Readonly<Record<Color, Rgb>> = {
  yellow: [1, 0.92, 0.45],
  green: [0.74, 0.92, 0.68],
  blue: [0.7, 0.86, 1],
  pink: [1, 0.78, 0.86],
  purple: [0.87, 0.8, 1],
};

/** The line under the words that is still seen without colours. */
export const LINES: Readonly<Record<Color, Rgb>> = {
  yellow: [0.78, 0.6, 0],
  green: [0.24, 0.56, 0.24],
  blue: [0.2, 0.46, 0.74],
  pink: [0.78, 0.28, 0.5],
  purple: [0.48, 0.34, 0.72],
};
