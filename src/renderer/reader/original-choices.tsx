// How a document that came as a PDF is exported: by its own pages or by its text; and what a signed or locked one needs.
import { Input, Label, TextField } from 'react-aria-components';
import { PDF_FORMS } from '../../shared/dossier.ts';
import { useText } from '../i18n.ts';
import { Choice } from '../ui/choice.tsx';
import { LabelledCheckbox } from '../ui/labelled-checkbox.tsx';

export interface OriginalChoice {
  readonly pdfAs: (typeof PDF_FORMS)[number];
  readonly allowSigned: boolean;
  /** Empty for none; it is not kept. */
  readonly password: string;
}

export const USUAL_CHOICE: OriginalChoice = { pdfAs: 'original', allowSigned: false, password: '' };

/** Shows the choices. */
export function OriginalChoices({
  choice,
  onChange,
}: {
  readonly choice: OriginalChoice;
  readonly onChange: (choice: OriginalChoice) => void;
}) {
  const text = useText();
  return (
    <>
      <Choice
        label={text('original')}
        value={choice.pdfAs}
        options={PDF_FORMS.map((value) => ({ value, name: text(`original.${value}`) }))}
        onChange={(pdfAs) => onChange({ ...choice, pdfAs })}
      />
      <p className="field-hint">{text(`original.${choice.pdfAs}.hint`)}</p>
      {choice.pdfAs === 'original' && (
        <>
          <LabelledCheckbox
            isSelected={choice.allowSigned}
            onChange={(allowSigned) => onChange({ ...choice, allowSigned })}
          >
            {text('original.allowSigned')}
          </LabelledCheckbox>
          <TextField
            className="field"
            type="password"
            value={choice.password}
            onChange={(password) => onChange({ ...choice, password })}
          >
            <Label className="field-label">{text('original.password')}</Label>
            <Input autoComplete="off" />
          </TextField>
        </>
      )}
    </>
  );
}
