// What can be written into the search field, while nothing is found or nothing is asked.
import { useText } from '../i18n.ts';

const WAYS = [
  ['"rail link"', 'search.help.phrase'],
  ['port*', 'search.help.prefix'],
  ['harbour~1', 'search.help.like'],
  ['-strike', 'search.help.without'],
  ['source:Courier', 'search.help.source'],
  ['after:2024-06', 'search.help.after'],
  ['has:highlight', 'search.help.has'],
] as const;

/** Shows the words of the query language with what each does. */
export function SearchHelp() {
  const text = useText();
  return (
    <section className="hint search-help">
      <h2 className="hint-title">{text('search.help')}</h2>
      <dl>
        {WAYS.map(([words, id]) => (
          <div key={id} style={{ display: 'contents' }}>
            <dt>
              <code>{words}</code>
            </dt>
            <dd>{text(id)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
