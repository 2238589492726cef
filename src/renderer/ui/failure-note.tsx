// A failure in the place of what it kept from being shown: what failed, what to do, and trying again.
import { Button } from 'react-aria-components';
import type { FailureValue } from '../../shared/errors.ts';
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
  return (
    <section className="hint" role="alert">
      <p className="hint-title">{failure.message}</p>
      {failure.remedy !== undefined && <p>{failure.remedy}</p>}
      {onRetry && (
        <Button className="button" onPress={onRetry}>
          {text('retry')}
        </Button>
      )}
    </section>
  );
}
