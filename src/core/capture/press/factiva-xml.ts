// Reads an article of Factiva's XML export.
import { readDate } from '../dates.ts';
import { languageTagOf } from '../language.ts';
import { paragraphsOf } from '../reading-copy.ts';
import { childNamed, childrenNamed, descendants, rawText, type XmlElement, xmlText } from '../xml/xml-tree.ts';
import { readByline } from './byline.ts';
import type { PressStory } from './press-story.ts';

/** Reads the element of an article. */
export function storyOfXml(root: XmlElement): Pick<PressStory, 'fields' | 'html' | 'externalId'> {
  const article = root.name === 'article' ? root : (descendants(root, 'article').next().value ?? root);
  const words = (...path: readonly string[]) => xmlText(childNamed(article, ...path));
  const names = (name: string) =>
    childrenNamed(article, name)
      .map((each) => xmlText(childNamed(each, 'name')) ?? xmlText(each))
      .filter((each) => each !== undefined);
  const date = words('publicationDate', 'date') ?? words('publicationDate');
  return {
    fields: {
      title: words('headline'),
      author: readByline([words('byline')]),
      source: words('sourceName'),
      published: date === undefined ? undefined : readDate(date),
      language: languageTagOf(words('baseLanguage')),
      section: words('sectionName'),
      page: childrenNamed(article, 'pages').map(xmlText)[0] ?? words('page'),
      edition: words('edition'),
      keywords: [...names('newsSubject'), ...names('region')],
      rights: words('copyright'),
    },
    html: [childNamed(article, 'leadParagraph'), childNamed(article, 'tailParagraphs')].map(paragraphsIn).join('\n'),
    externalId: /([^/:]+)$/u.exec(words('reference') ?? words('accessionNo') ?? '')?.[1],
  };
}

function paragraphsIn(element: XmlElement | undefined): string {
  if (element === undefined) return '';
  const paragraphs = [...descendants(element, 'paragraph')];
  return paragraphsOf(
    (paragraphs.length > 0 ? paragraphs : [element]).map((each) => rawText(each).replace(/\s+/gu, ' ')),
  );
}
