// Makes a document of a story that a wire or a press database gives with its fields: its text is an article already.
import type { DocumentFields } from '../../../shared/document.ts';
import type { Captured, CaptureRequest } from '../captured.ts';
import { capturedOf, type ItemOfFormat } from '../captured-article.ts';
import { FoundFields } from '../found-fields.ts';
import { readHtmlFragment } from '../html-article.ts';
import { readWireStory } from '../wire-story.ts';

/** Fields as they are found; what is absent or empty is left out. */
export type StoryFields = { readonly [Name in keyof DocumentFields]?: DocumentFields[Name] | undefined };

export interface PressStory extends ItemOfFormat {
  readonly fields: StoryFields;
  /** The story's own words, as HTML. */
  readonly html: string;
}

/**
 * Captures a story. What its lines say by the grammar of wires fills what its fields leave open.
 * @throws Failure `invalid` for a story without a word, `too-large`
 */
export async function captureStory(request: CaptureRequest, story: PressStory): Promise<Captured> {
  const fields = new FoundFields();
  fields.offerAll(request.given, 'person');
  const said = Object.entries(story.fields).filter(([, value]) => value !== undefined && value.length > 0);
  fields.offerAll(Object.fromEntries(said), 'meta');
  const lines = story.html
    .split(/<\/(?:p|h\d|li|div)>|<br\s*\/?>/iu, 60)
    .map((line) => line.replace(/<[^>]*>/gu, '').trim())
    .filter((line) => line !== '');
  fields.offerAll(readWireStory(lines, story.url), 'text');
  const article = await readHtmlFragment(story.html, fields, request.url ?? story.url);
  return capturedOf(request, article, story);
}
