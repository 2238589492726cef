// Edits one annotation: note, colour, tags, for whom it is. All but a colour is passed on once, when the person is done; a colour at once.
import { useState } from 'react';
import { Button, Label, TextArea, TextField, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { COLORS, type Color } from '../../shared/annotation.ts';
import { useColorName } from '../highlights/color-names.ts';
import { useText } from '../i18n.ts';
import { LabelledCheckbox } from '../ui/labelled-checkbox.tsx';
import { TagsField } from '../ui/tags-field.tsx';
import { writtenTags } from '../ui/written-tags.ts';
import { NoteRevisions } from './note-revisions.tsx';
import type { AnnotationChange, ShownAnnotation } from './shown-annotation.ts';

interface NoteEditorProps {
  readonly annotation: ShownAnnotation;
  readonly onChange: (change: AnnotationChange) => void;
  readonly onDone: () => void;
}

/** Shows the fields. Escape leaves what was there; Ctrl-Enter, or the button, keeps what was written. */
export function NoteEditor({ annotation, onChange, onDone }: NoteEditorProps) {
  const text = useText();
  const colorName = useColorName();
  const [note, setNote] = useState(annotation.note);
  const [tags, setTags] = useState(annotation.tags.join(', '));
  const [isPrivate, setPrivate] = useState(annotation.isPrivate);

  function keep(): void {
    const newTags = writtenTags(tags);
    const change = {
      ...(note === annotation.note ? {} : { note }),
      ...(isSame(newTags, annotation.tags) ? {} : { tags: newTags }),
      ...(isPrivate === annotation.isPrivate ? {} : { isPrivate }),
    };
    if (Object.keys(change).length > 0) onChange(change);
    onDone();
  }

  return (
    <form
      className="note-editor"
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
      onKeyDown={(event) => {
        // The reader's own keys are letters here.
        event.stopPropagation();
        if (event.key === 'Escape') onDone();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) keep();
      }}
    >
      <TextField value={note} onChange={setNote} autoFocus>
        <Label>{text('reader.note')}</Label>
        <TextArea rows={3} dir="auto" />
      </TextField>
      {annotation.standing !== 'document' && (
        <ToggleButtonGroup
          aria-label={text('reader.colorOf')}
          className="color-choice"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[annotation.color]}
          onSelectionChange={(chosen) => {
            const [color] = chosen;
            if (color !== undefined) onChange({ color: color as Color });
          }}
        >
          {COLORS.map((color) => (
            <ToggleButton
              key={color}
              id={color}
              className="color-button"
              data-color={color}
              aria-label={colorName(color)}
            />
          ))}
        </ToggleButtonGroup>
      )}
      <TagsField label={text('reader.tags')} value={tags} onChange={setTags} />
      <LabelledCheckbox isSelected={isPrivate} onChange={setPrivate}>
        {text('reader.private.choose')}
      </LabelledCheckbox>
      <div className="note-editor-foot">
        <Button type="submit" className="primary-button">
          {text('reader.keepNote')}
        </Button>
        <Button className="plain-button" onPress={onDone}>
          {text('reader.cancel')}
        </Button>
      </div>
      {annotation.state === 'saved' && <NoteRevisions annotation={annotation.id} onRestored={onDone} />}
    </form>
  );
}

function isSame(tags: readonly string[], before: readonly string[]): boolean {
  return tags.join('\n') === before.join('\n');
}
