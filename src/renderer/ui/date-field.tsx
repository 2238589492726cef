// A field for a day, written in the order of the window's language.
import { type CalendarDate, parseDate } from '@internationalized/date';
import { useState } from 'react';
import { DateField as AriaDateField, DateInput, DateSegment, Label } from 'react-aria-components';
import './date-field.css';

/** A year is being written until it has four digits. */
const FIRST_YEAR = 1000;

/** Lets one write a day; `value` is `2024-06-05`, or empty. A day that is only begun is kept in the field and not told. */
export function DateField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const [day, setDay] = useState(() => dayOf(value));
  const [told, setTold] = useState(value);
  const [seen, setSeen] = useState(value);
  // The value comes back some time after it was told; another one was chosen elsewhere.
  if (value !== seen) {
    setSeen(value);
    if (value !== told) {
      setTold(value);
      setDay(dayOf(value));
    }
  }
  const write = (written: CalendarDate | null) => {
    setDay(written);
    if (written !== null && written.year < FIRST_YEAR) return;
    const tell = written?.toString() ?? '';
    setTold(tell);
    onChange(tell);
  };
  return (
    <AriaDateField className="field" granularity="day" value={day} onChange={write}>
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
