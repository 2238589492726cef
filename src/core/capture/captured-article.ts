// Joins what an article gives by itself with what is known of its item: the last step of each format's capture.
import type { Captured, CaptureRequest, CaptureWarning } from './captured.ts';

export type Article = Pick<Captured, 'fields' | 'origins' | 'reading' | 'by'> & {
  readonly warnings?: readonly CaptureWarning[];
  readonly canonicalUrl?: string;
};

export interface ItemOfFormat extends Pick<Captured, 'format' | 'mediaType' | 'originalName'> {
  /** Where the item says that it came from; what the request says wins, and a page's canonical address comes last. */
  readonly url?: string | undefined;
  readonly externalId?: string | undefined;
  readonly tags?: readonly string[];
  readonly warnings?: readonly CaptureWarning[];
  /** Some bytes were no text in the item's encoding. */
  readonly isDamaged?: boolean;
}

/** Makes the captured item; its original is the request's bytes. */
export function capturedOf(request: CaptureRequest, article: Article, item: ItemOfFormat): Captured {
  const url = request.url ?? item.url ?? article.canonicalUrl;
  const externalId = request.externalId ?? item.externalId;
  const { format, mediaType, originalName, tags = [], warnings = [], isDamaged = false } = item;
  return {
    ...article,
    ...(url === undefined ? {} : { url }),
    ...(externalId === undefined ? {} : { externalId }),
    format,
    mediaType,
    originalName,
    original: request.bytes,
    tags,
    warnings: [...(article.warnings ?? []), ...warnings, ...(isDamaged ? (['characters-replaced'] as const) : [])],
  };
}
