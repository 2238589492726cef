// Transformations as PDF has them (ISO 32000-1 §8.3.3): [a b c d e f] takes (x, y) to (ax + cy + e, bx + dy + f).
import type { Quad, Rect } from '../finish/markup.ts';

export type Matrix = readonly [number, number, number, number, number, number];

/** Gives the transformation that does `inner` first. */
export function multiplied([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

/** Gives the transformation back; one that flattens the plane has none, and gives the identity. */
export function inverse([a, b, c, d, e, f]: Matrix): Matrix {
  const size = a * d - b * c;
  if (size === 0) return [1, 0, 0, 1, 0, 0];
  return [d / size, -b / size, -c / size, a / size, (c * f - d * e) / size, (b * e - a * f) / size];
}

/** Gives points, x and y in turn, where they come to stand. */
export function placedPoints([a, b, c, d, e, f]: Matrix, points: readonly number[]): number[] {
  const placed: number[] = [];
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x = 0, y = 0] = points.slice(i, i + 2);
    placed.push(a * x + c * y + e, b * x + d * y + f);
  }
  return placed;
}

/** A quadrilateral keeps its order as the text runs. */
export function placedQuad(matrix: Matrix, quad: Quad): Quad {
  return placedPoints(matrix, quad) as unknown as Quad;
}

/** Gives the rectangle around a rectangle that may be turned. */
export function placedRect(matrix: Matrix, [left, bottom, right, top]: Rect): Rect {
  const points = placedPoints(matrix, [left, bottom, right, bottom, right, top, left, top]);
  const [xs, ys] = [points.filter((_, i) => i % 2 === 0), points.filter((_, i) => i % 2 === 1)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
