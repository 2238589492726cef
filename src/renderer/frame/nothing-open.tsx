// The reader's place while nothing is open.
import { useText } from '../i18n.ts';

/** Shows what to do next. */
export function NothingOpen() {
  const text = useText();
  return (
    <section className="nothing-open">
      <p className="nothing-mark" aria-hidden>
        ¶
      </p>
      <p>{text('nothing.open')}</p>
      <ul>
        <li>
          <kbd>j</kbd> <kbd>k</kbd> {text('nothing.step')}
        </li>
        <li>
          <kbd>/</kbd> {text('nothing.search')}
        </li>
        <li>
          <kbd>?</kbd> {text('nothing.keys')}
        </li>
      </ul>
    </section>
  );
}
