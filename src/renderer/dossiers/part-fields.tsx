// Which parts a dossier has, in which order its articles stand, and how they are cited.
import { Check } from 'lucide-react';
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import {
  DOSSIER_PARTS,
  type Dossier,
  type DossierFields,
  type DossierPart,
  GROUPINGS,
  USUAL_PARTS,
} from '../../shared/dossier.ts';
import { call } from '../api.ts';
import { useText } from '../i18n.ts';
import { attempt } from '../notices.ts';
import { Choice } from '../ui/choice.tsx';

const STYLES = ['press', 'apa', 'harvard1', 'vancouver'] as const;
type Style = (typeof STYLES)[number] | 'own';

/** Shows the choices; each is saved when it is made. */
export function PartFields({ dossier }: { readonly dossier: Dossier }) {
  const text = useText();
  const save = (change: DossierFields) =>
    void attempt(() => call('dossiers.edit', { dossier: dossier.id, ...change }), text('retry'));
  const named = STYLES.find((each) => each === (dossier.citationStyle ?? 'press'));
  const styles: readonly Style[] = named === undefined ? ['own', ...STYLES] : STYLES;
  return (
    <section className="sheet" aria-labelledby="dossier-parts">
      <h2 id="dossier-parts">{text('dossier.parts')}</h2>
      <CheckboxGroup
        className="field"
        value={[...(dossier.parts ?? USUAL_PARTS)]}
        onChange={(chosen) => save({ parts: DOSSIER_PARTS.filter((part) => chosen.includes(part)) })}
      >
        <Label className="for-screen-readers">{text('dossier.parts')}</Label>
        {DOSSIER_PARTS.map((part: DossierPart) => (
          <Box key={part} value={part}>
            {text(`dossier.part.${part}`)}
          </Box>
        ))}
      </CheckboxGroup>
      <Choice
        label={text('export.groupBy')}
        value={dossier.groupBy ?? 'none'}
        options={GROUPINGS.map((value) => ({ value, name: text(`export.groupBy.${value}`) }))}
        onChange={(groupBy) => save({ groupBy })}
      />
      <Checkbox
        className="checkbox"
        isSelected={dossier.starredFirst ?? false}
        onChange={(starredFirst) => save({ starredFirst })}
      >
        <span className="checkbox-box">
          <Check aria-hidden size={12} />
        </span>
        {text('dossier.starredFirst')}
      </Checkbox>
      <Choice
        label={text('dossier.citationStyle')}
        value={named ?? 'own'}
        options={styles.map((value) => ({ value, name: text(`dossier.citationStyle.${value}`) }))}
        onChange={(citationStyle) => {
          if (citationStyle !== 'own') save({ citationStyle });
        }}
      />
    </section>
  );
}

function Box({ value, children }: { readonly value: string; readonly children: string }) {
  return (
    <Checkbox className="checkbox" value={value}>
      <span className="checkbox-box">
        <Check aria-hidden size={12} />
      </span>
      {children}
    </Checkbox>
  );
}
