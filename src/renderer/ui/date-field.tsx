// A field for a day, written in the order of the window's language. It keeps nothing itself.
import { type CalendarDate, parseDate } from '@internationalized/date';
import { DateField as AriaDateField, DateInput, DateSegment, Label } from 'react-aria-components';

/** Lets one write a day; `value` is `2024-06-05`, or empty. A day that is only begun is not told. */
export function DateField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <AriaDateField
      className="field"
      granularity="day"
      value={dayOf(value)}
      onChange={(day) => onChange(day?.toString() ?? '')}
    >
      <Label className="field-label">{label}</Label>
      <DateInput className="date-input">
        {(segment) => <DateSegment className="date-segment" segment={segment} />}
      </DateInput>
    </AriaDateField>
  );
}

/** An address may have been written by hand. */
function dayOf(value: string): CalendarDate | null {
  try {
    return parseDate(value);
  } catch {
    return null;
  }
}
