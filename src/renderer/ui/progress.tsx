// A bar for work that takes a while, with what is being done.
import { Label, ProgressBar } from 'react-aria-components';

/** Shows how far something is; without `total` the bar wanders. `done` and `total` have any one unit. */
export function Progress({
  label,
  done,
  total,
}: {
  readonly label: string;
  readonly done?: number | undefined;
  readonly total?: number | undefined;
}) {
  const isKnown = total !== undefined && total > 0;
  const range = isKnown ? { value: done ?? 0, maxValue: total } : { isIndeterminate: true };
  return (
    <ProgressBar className="progress" {...range}>
      {({ percentage, valueText }) => (
        <>
          <Label className="quiet">
            {label} {isKnown && valueText}
          </Label>
          <div className="progress-track">
            <div
              className={isKnown ? 'progress-bar' : 'progress-bar unknown'}
              style={isKnown ? { width: `${percentage}%` } : undefined}
            />
          </div>
        </>
      )}
    </ProgressBar>
  );
}
