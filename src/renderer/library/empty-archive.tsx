// What an archive without documents says: what can be done first. Nothing is a dead end.
import { ClipboardPaste, FileDown, FlaskConical } from 'lucide-react';
import { useText } from '../i18n.ts';

/** Shows the first steps. */
export function EmptyArchive() {
  const text = useText();
  return (
    <section className="hint first-steps">
      <h1>{text('empty.title')}</h1>
      <p>{text('empty.sentence')}</p>
      <ul>
        <li>
          <FileDown aria-hidden size={18} /> {text('empty.drop')}
        </li>
        <li>
          <ClipboardPaste aria-hidden size={18} /> {text('empty.paste')}
        </li>
        <li>
          <FlaskConical aria-hidden size={18} />
          <span>
            {text('empty.demo')} <code>npm run demo</code>
          </span>
        </li>
      </ul>
    </section>
  );
}
