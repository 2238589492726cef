// What a part of a picture or page is called.
import type { Area } from '../../shared/annotation.ts';
import type { Text } from '../i18n.ts';

/** Gives the name of an area: “Part of page 2”. */
export function areaName({ page, image }: Area, text: Text): string {
  return page === undefined ? text('areas.image', { number: image ?? 1 }) : text('areas.page', { number: page });
}
