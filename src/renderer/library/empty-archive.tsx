// What an archive without documents says: what can be done first. Nothing is a dead end.
import { ClipboardPaste, FileDown, FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { call } from '../api.ts';
import { useText } from '../i18n.ts';
import { attempt } from '../notices.ts';

/** Shows the first steps. */
export function EmptyArchive() {
  const text = useText();
  const [isAdding, setAdding] = useState(false);
  const add = async () => {
    setAdding(true);
    await attempt(() => call('archive.addSamples', {}), text('retry'));
    setAdding(false);
  };
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
            <Button className="button" isDisabled={isAdding} onPress={() => void add()}>
              {text(isAdding ? 'empty.adding' : 'empty.samples')}
            </Button>
          </span>
        </li>
      </ul>
    </section>
  );
}
