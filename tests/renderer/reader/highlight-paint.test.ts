// Highlights that lie on one another stay distinct.
import { expect, test } from 'vitest';
import { layered } from '../../../src/renderer/reader/highlight-paint.ts';
import { type KnownAnnotation, showAnnotations } from '../../../src/renderer/reader/shown-annotation.ts';

function annotation(start: number, end: number, color: KnownAnnotation['color'] = 'yellow'): KnownAnnotation {
  return {
    id: `${start}-${end}-${color}`,
    standing: 'passage',
    passage: { start, end },
    context: { before: '', after: '' },
    quote: '',
    color,
    note: '',
    tags: [],
    isPrivate: false,
  };
}

const depths = (...annotations: KnownAnnotation[]) =>
  layered(showAnnotations(annotations, [])).map(({ depth }) => depth);

test('apart from one another, all lie on the first layer', () => {
  expect(depths(annotation(0, 5), annotation(5, 9), annotation(12, 20))).toEqual([0, 0, 0]);
});

test('overlapping ones of a colour lie on layers of their own', () => {
  expect(depths(annotation(0, 10), annotation(5, 20), annotation(8, 9), annotation(15, 30))).toEqual([0, 1, 2, 0]);
});

test('colours do not push one another', () => {
  expect(depths(annotation(0, 10), annotation(5, 20, 'blue'))).toEqual([0, 0]);
});

test('what stands nowhere in the text is not painted', () => {
  expect(depths({ ...annotation(0, 5), standing: 'orphan', passage: undefined })).toEqual([]);
});
