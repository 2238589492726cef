// The choices of how articles are set: face, size, width, space between lines. The reader and the page of settings show the same.
import { Minus, Plus } from 'lucide-react';
import { Button, Label, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useText } from '../i18n.ts';
import {
  changeReadingSettings,
  FACES,
  LARGEST_SIZE,
  LEADINGS,
  useReadingSettings,
  WIDTHS,
} from './reading-settings.ts';

/** Shows the choices; `isPaged` leaves out what pages of a PDF cannot be. */
export function ReadingChoices({ isPaged = false }: { readonly isPaged?: boolean }) {
  const text = useText();
  const { face, size, width, leading } = useReadingSettings();
  return (
    <>
      {!isPaged && (
        <>
          <Choices
            label={text('appearance.face')}
            value={face}
            choices={FACES.map((each) => [each, text(`appearance.face.${each}`)] as const)}
            onChange={(chosen) => changeReadingSettings({ face: chosen })}
          />
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as the groups beside it */}
          <div className="choices" role="group" aria-label={text('appearance.size')}>
            <span className="field-label">{text('appearance.size')}</span>
            <div className="choice-row stepper">
              <Button
                className="button icon"
                aria-label={text('appearance.smaller')}
                isDisabled={size === 0}
                onPress={() => changeReadingSettings({ size: size - 1 })}
              >
                <Minus aria-hidden size={16} />
              </Button>
              <output>{text('appearance.step', { step: size + 1, steps: LARGEST_SIZE + 1 })}</output>
              <Button
                className="button icon"
                aria-label={text('appearance.larger')}
                isDisabled={size === LARGEST_SIZE}
                onPress={() => changeReadingSettings({ size: size + 1 })}
              >
                <Plus aria-hidden size={16} />
              </Button>
            </div>
          </div>
        </>
      )}
      <Choices
        label={text('appearance.width')}
        value={width}
        choices={WIDTHS.map((each) => [each, text(`appearance.width.${each}`)] as const)}
        onChange={(chosen) => changeReadingSettings({ width: chosen })}
      />
      {!isPaged && (
        <Choices
          label={text('appearance.leading')}
          value={leading}
          choices={LEADINGS.map((each) => [each, text(`appearance.leading.${each}`)] as const)}
          onChange={(chosen) => changeReadingSettings({ leading: chosen })}
        />
      )}
    </>
  );
}

/** One choice of few, all of them in sight. */
export function Choices<V extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  readonly label: string;
  readonly value: V;
  readonly choices: readonly (readonly [value: V, name: string])[];
  readonly onChange: (value: V) => void;
}) {
  return (
    <div className="choices">
      <Label className="field-label">{label}</Label>
      <ToggleButtonGroup
        className="choice-row"
        aria-label={label}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[value]}
        onSelectionChange={(chosen) => {
          const [first] = chosen;
          if (first !== undefined) onChange(first as V);
        }}
      >
        {choices.map(([id, name]) => (
          <ToggleButton key={id} id={id} className="button">
            {name}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}
