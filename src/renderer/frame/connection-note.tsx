// Says when the program behind the page has gone, until it is back. The desktop window is never without it.
import { Unplug } from 'lucide-react';
import { useEffect, useState } from 'react';
import { onEvent } from '../api.ts';
import { useText } from '../i18n.ts';

/** How long a break lasts before it is told, in milliseconds: a stream that is only opened anew is nobody's concern. */
const PATIENCE_MS = 1_000;

/** Shows the note while the connection is closed. */
export function ConnectionNote() {
  const text = useText();
  const [isClosed, setClosed] = useState(false);
  useEffect(() => {
    let told: ReturnType<typeof setTimeout> | undefined;
    const end = onEvent((event) => {
      if (event.type !== 'connection') return;
      if (event.isOpen) {
        clearTimeout(told);
        told = undefined;
        setClosed(false);
      } else told ??= setTimeout(() => setClosed(true), PATIENCE_MS);
    });
    return () => {
      clearTimeout(told);
      end();
    };
  }, []);
  return (
    <div role="alert">
      {isClosed && (
        <p className="connection-note">
          <Unplug aria-hidden size={16} /> {text('closed')}
        </p>
      )}
    </div>
  );
}
