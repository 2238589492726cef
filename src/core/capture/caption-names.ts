// Knows captions and credits by the names that pages give to their elements.
import type { BlockRole } from '../../shared/reading-text-elements.ts';

const CREDIT_CLASS =
  /(?:^|[-_\s])(?:credits?|copyright|photographer|photo-?credit|image-?credit|image-?source|source)(?:$|[-_\s])/iu;
const CAPTION_CLASS =
  /(?:^|[-_\s])(?:captions?|caption-?text|wp-caption-text|figcaption|cutline|legende?|bildunterschrift|image-?(?:description|caption|text))(?:$|[-_\s])/iu;

/** Gives what an element is by its class; `imageCaption` counts as `image-Caption`. */
export function namedRoleOf(element: Element): BlockRole | undefined {
  const classes = (element.getAttribute('class') ?? '').replace(/(\p{Ll})(?=\p{Lu})/gu, '$1-');
  if (CREDIT_CLASS.test(classes)) return 'credit';
  return CAPTION_CLASS.test(classes) ? 'caption' : undefined;
}
