// The selector of a part of a PDF's page. It is kept beside the passage's words, which alone are anchored.
import type { Area, Selector } from '../../shared/annotation.ts';

/** What W3C names for fragments of PDFs (Web Annotation Data Model, §4.2.1); RFC 8118 has taken that RFC's place. */
const PDF_FRAGMENTS = 'http://tools.ietf.org/rfc/rfc3778';

/** Makes the FragmentSelector `page=N` (N from 1); boxes are in points from the page's bottom left, `[left, bottom, right, top]`. */
export function pageSelector({
  page,
  boxes,
}: {
  readonly page: number;
  readonly boxes: readonly (readonly number[])[];
}): Selector {
  return {
    type: 'FragmentSelector',
    conformsTo: PDF_FRAGMENTS,
    value: `page=${page}`,
    ...(boxes.length > 0 ? { 'pressmark:boxes': boxes } : {}),
  };
}

/** Media Fragments URI 1.0, which W3C names for parts of pictures. */
const MEDIA_FRAGMENTS = 'http://www.w3.org/TR/media-frags/';

/** Makes the FragmentSelector of an area: `xywh=percent:…` of a picture, `page=N` of a page; the area itself stands beside it in our own words. */
export function areaSelector(area: Area): Selector {
  const { x, y, width, height, page } = area;
  const percent = [x, y, width, height].map((share) => Math.round(share * 10_000) / 100).join(',');
  return {
    type: 'FragmentSelector',
    conformsTo: page === undefined ? MEDIA_FRAGMENTS : PDF_FRAGMENTS,
    value: page === undefined ? `xywh=percent:${percent}` : `page=${page}`,
    'pressmark:area': area,
  };
}
