// Which parts a dossier has, in which order its articles stand, and how they are cited.
import {
  DOSSIER_PARTS,
  type Dossier,
  type DossierFields,
  type DossierPart,
  GROUPINGS,
  NOTE_PLACES,
  USUAL_PARTS,
} from '../../shared/dossier.ts';
import { useText } from '../i18n.ts';
import { Choice } from '../ui/choice.tsx';
import { LabelledCheckbox } from '../ui/labelled-checkbox.tsx';
import { useDossierEdit } from './edit-dossier.ts';

const STYLES = ['press', 'apa', 'harvard1', 'vancouver'] as const;
type Style = (typeof STYLES)[number] | 'own';

/** Shows the choices; each is saved when it is made. */
export function PartFields({ dossier }: { readonly dossier: Dossier }) {
  const text = useText();
  const edit = useDossierEdit(dossier);
  const save = (change: DossierFields) => void edit(change);
  const parts = dossier.parts ?? USUAL_PARTS;
  const choose = (part: DossierPart, isWanted: boolean) =>
    save({ parts: DOSSIER_PARTS.filter((each) => (each === part ? isWanted : parts.includes(each))) });
  const named = STYLES.find((each) => each === (dossier.citationStyle ?? 'press'));
  const styles: readonly Style[] = named === undefined ? ['own', ...STYLES] : STYLES;
  return (
    <section className="sheet" aria-labelledby="dossier-parts">
      <h2 id="dossier-parts">{text('dossier.parts')}</h2>
      <fieldset className="part-boxes">
        <legend className="for-screen-readers">{text('dossier.parts')}</legend>
        {DOSSIER_PARTS.map((part: DossierPart) => (
          <LabelledCheckbox
            key={part}
            isSelected={parts.includes(part)}
            onChange={(isWanted) => choose(part, isWanted)}
          >
            {text(`dossier.part.${part}`)}
          </LabelledCheckbox>
        ))}
      </fieldset>
      <Choice
        label={text('export.groupBy')}
        value={dossier.groupBy ?? 'none'}
        options={GROUPINGS.map((value) => ({ value, name: text(`export.groupBy.${value}`) }))}
        onChange={(groupBy) => save({ groupBy })}
      />
      <Choice
        label={text('dossier.notes')}
        value={dossier.notes ?? 'margin'}
        options={NOTE_PLACES.map((value) => ({ value, name: text(`dossier.notes.${value}`) }))}
        onChange={(notes) => save({ notes })}
      />
      <LabelledCheckbox isSelected={dossier.starredFirst ?? false} onChange={(starredFirst) => save({ starredFirst })}>
        {text('dossier.starredFirst')}
      </LabelledCheckbox>
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
