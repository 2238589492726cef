// Puts tags and a collection on documents, one or many at once, and takes off those that they have.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import type { LabelKind } from '../../shared/api/labels.ts';
import { useText } from '../i18n.ts';
import { documentRecords, reading } from '../queries.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { LabelledCheckbox } from '../ui/labelled-checkbox.tsx';
import { ModalDialog } from '../ui/modal-dialog.tsx';
import { TagsField } from '../ui/tags-field.tsx';
import { writtenTags } from '../ui/written-tags.ts';
import { labelDocuments } from './document-actions.ts';
import { clearSelection } from './selection.ts';
import './label-dialog.css';

/** Of more documents it is not looked at which labels they have: all of the archive are offered to be taken off. */
const MOST_LOOKED_AT = 500;

interface LabelDialogProps {
  readonly documents: readonly string[];
  readonly onClose: () => void;
}

/** Asks for the labels, and puts them on all the documents. */
export function LabelDialog({ isOpen, ...props }: LabelDialogProps & { readonly isOpen: boolean }) {
  const text = useText();
  return (
    <ModalDialog title={text('label')} isOpen={isOpen} onClose={props.onClose}>
      <LabelForm {...props} />
    </ModalDialog>
  );
}

function LabelForm({ documents, onClose }: LabelDialogProps) {
  const text = useText();
  const { data: known } = useQuery(reading('labels.list', {}));
  const [tags, setTags] = useState('');
  const [collection, setCollection] = useState('');
  const [removeTags, setRemoveTags] = useState<readonly string[]>([]);
  const [removeCollections, setRemoveCollections] = useState<readonly string[]>([]);
  const present = usePresentLabels(documents);
  const addTags = writtenTags(tags);
  const addCollections = [collection.trim()].filter(Boolean);
  const change = { addTags, addCollections, removeTags: [...removeTags], removeCollections: [...removeCollections] };
  const save = async () => {
    onClose();
    if (await labelDocuments({ ids: [...documents], ...change }, text)) clearSelection();
  };
  return (
    <DialogForm
      submit={text('save')}
      canSubmit={Object.values(change).some((names) => names.length > 0)}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <TagsField className="field" label={text('label.tags')} value={tags} onChange={setTags} autoFocus />
      <TextField className="field" value={collection} onChange={setCollection}>
        <Label>{text('label.collection')}</Label>
        <Input dir="auto" list="known-collections" />
      </TextField>
      <datalist id="known-collections">
        {known?.collections.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <TakenOff kind="tag" names={present.tags} chosen={removeTags} onChange={setRemoveTags} />
      <TakenOff
        kind="collection"
        names={present.collections}
        chosen={removeCollections}
        onChange={setRemoveCollections}
      />
    </DialogForm>
  );
}

function TakenOff({
  kind,
  names,
  chosen,
  onChange,
}: {
  readonly kind: LabelKind;
  readonly names: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}) {
  const text = useText();
  if (names.length === 0) return null;
  return (
    <fieldset className="taken-off">
      <legend className="field-label">{text(`label.takeOff.${kind}`)}</legend>
      {names.map((name) => (
        <LabelledCheckbox
          key={name}
          isSelected={chosen.includes(name)}
          onChange={(isChosen) => onChange(isChosen ? [...chosen, name] : chosen.filter((each) => each !== name))}
        >
          {name}
        </LabelledCheckbox>
      ))}
    </fieldset>
  );
}

/** The labels that some of the documents have, by name. */
function usePresentLabels(documents: readonly string[]) {
  const isLookedAt = documents.length <= MOST_LOOKED_AT;
  const { data: known } = useQuery({ ...reading('labels.list', {}), enabled: !isLookedAt });
  const { data: records } = useQuery({ ...documentRecords(documents), enabled: isLookedAt });
  if (!isLookedAt)
    return {
      tags: (known?.tags ?? []).map(({ name }) => name),
      collections: (known?.collections ?? []).map(({ name }) => name),
    };
  const items = [...(records?.values() ?? [])];
  return {
    tags: sorted(items.flatMap(({ tags }) => tags)),
    collections: sorted(items.flatMap(({ collections }) => collections)),
  };
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort((a, b) => a.localeCompare(b));
}
