// A failure in the place of what it kept from being shown: what failed, what to do, and trying again.
import { Button } from 'react-aria-components';
import type { FailureValue } from '../../shared/errors.ts';
import { useFailureWords } from '../failure-words.ts';
import { useText } from '../i18n.ts';

/** Shows a failure; with `onRetry`, a button to try again. */
export function FailureNote({
  failure,
  onRetry,
}: {
  readonly failure: FailureValue;
  readonly onRetry?: (() => void) | undefined;
}) {
  const text = useText();
  const { message, remedy } = useFailureWords()(failure);
  return (
    <section className="hint" role="alert">
      <p className="hint-title">{message}</p>
      {remedy !== undefined && <p>{remedy}</p>}
      {onRetry && (
        <Button className="button" onPress={onRetry}>
          {text('retry')}
        </Button>
      )}
    </section>
  );
}
