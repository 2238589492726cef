// What can be written into the search field, while nothing is found or nothing is asked.
import { useText } from '../i18n.ts';

const WAYS = ['phrase', 'prefix', 'like', 'without', 'source', 'after', 'has'] as const;

/** Shows the words of the query language with what each does. */
export function SearchHelp() {
  const text = useText();
  return (
    <section className="hint search-help">
      <h2 className="hint-title">{text('search.help')}</h2>
      <dl>
        {WAYS.map((way) => (
          <div key={way} style={{ display: 'contents' }}>
            <dt>
              <code>{text(`search.example.${way}`)}</code>
            </dt>
            <dd>{text(`search.help.${way}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
