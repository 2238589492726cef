// The head of an article: where it comes from, its title when the page does not show it, by whom, when, and the way to its address.
import { ExternalLink } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { DocumentShown } from '../../shared/document.ts';
import { isWebAddress } from '../../shared/web-address.ts';
import { useLanguage, useText } from '../i18n.ts';
import { formatPublished } from '../library/published-date.ts';

interface ArticleHeaderProps {
  readonly record: DocumentShown;
  readonly readingText: string;
  /** Whether the pages of the original are shown, which have a title of their own. */
  readonly isPaged: boolean;
  readonly onLink: (address: string) => void;
}

/** Shows the record of a document in a few words. */
export function ArticleHeader({ record, readingText, isPaged, onLink }: ArticleHeaderProps) {
  const text = useText();
  const language = useLanguage();
  // The first line of the reading text is the title that the page shows.
  const [capturedTitle = ''] = readingText.split('\n', 1);
  const { source, published, author, url, language: lang } = record;
  const title = record.title === '' ? text('reader.untitled') : record.title;
  // The page has its own heading; only a title that a person has changed, or that the page lacks, stands here for the eye.
  const isInPage = isPaged || (squeezed(record.title) === squeezed(capturedTitle) && capturedTitle !== '');
  return (
    <header className="article-head" dir="auto">
      {source !== undefined && <p className="article-source">{source}</p>}
      <h1 className={isInPage ? 'for-screen-readers' : 'article-title'} lang={lang} dir="auto">
        {title}
      </h1>
      <p className="article-origin">
        {author !== undefined && author.length > 0 && <bdi>{author.join(', ')}</bdi>}
        {published !== undefined && (
          <time dateTime={published} dir="auto">
            {formatPublished(published, language)}
          </time>
        )}
        {url !== undefined && isWebAddress(url) && URL.canParse(url) && (
          <Button className="origin-link" onPress={() => onLink(url)}>
            {text('reader.original')}
            <ExternalLink aria-hidden="true" size={14} />
          </Button>
        )}
      </p>
    </header>
  );
}

function squeezed(title: string): string {
  return title.normalize('NFC').replace(/\s+/gu, ' ').trim();
}
