// Knows captions and credits by the names that pages give to their elements, and by what they say.
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

/** `Photo: Getty Images`, `© dpa`, `Crédit photo : AFP`, `图片来源：新华社` */
const CREDIT_TEXT =
  /^[(（[]?\s*(?:(?:photos?|fotos?|image|bild(?:quelle)?|picture)\s*(?:credits?|by|von|de|di|:|：|©)|(?:photo |image |picture )?credits?\s*[:：]|crédits?\s*(?:photo)?\s*[:：]|©|фото\s*[:：]|写真\s*[:：／/]|사진\s*[=:]|图源|图片来源)[^.!?。]{0,80}$/iu;

/** Tells whether a text is nothing but the name of who made a picture. */
export function isCreditText(text: string): boolean {
  return text.length <= 100 && CREDIT_TEXT.test(text);
}
