// Saves the present question under a name, or forgets it again.
import { useQuery } from '@tanstack/react-query';
import { Bookmark, BookmarkCheck } from 'lucide-react';
import { memo, useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { call } from '../api.ts';
import { type Text, useText } from '../i18n.ts';
import { attempt } from '../notices.ts';
import { reading } from '../queries.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { ModalDialog } from '../ui/modal-dialog.tsx';
import { doUndoably, type Step } from '../undo.ts';

/** Shows the button; it says whether the question is saved. */
export const SaveSearch = memo(function SaveSearch({ query }: { readonly query: string }) {
  const text = useText();
  const { data: searches = [] } = useQuery(reading('searches.list', {}));
  const [isNaming, setNaming] = useState(false);
  const saved = searches.find((each) => each.query === query.trim());
  return (
    <>
      {saved ? (
        <Button
          className="button icon"
          aria-label={text('searches.remove', { name: saved.name })}
          onPress={() =>
            void doUndoably(forgetting(saved.name, text), saving(saved.name, saved.query, text), text('undo'))
          }
        >
          <BookmarkCheck aria-hidden size={16} />
        </Button>
      ) : (
        <Button className="button icon" aria-label={text('searches.save')} onPress={() => setNaming(true)}>
          <Bookmark aria-hidden size={16} />
        </Button>
      )}
      {isNaming && <NameDialog query={query.trim()} onClose={() => setNaming(false)} />}
    </>
  );
});

function NameDialog({ query, onClose }: { readonly query: string; readonly onClose: () => void }) {
  const text = useText();
  const { data: searches = [] } = useQuery(reading('searches.list', {}));
  const [name, setName] = useState(query);
  const save = () => {
    onClose();
    const earlier = searches.find((each) => each.name === name.trim());
    const inverse = earlier === undefined ? forgetting(name.trim(), text) : saving(earlier.name, earlier.query, text);
    void doUndoably(saving(name.trim(), query, text), inverse, text('undo'));
  };
  return (
    <ModalDialog title={text('searches.save')} isOpen onClose={onClose}>
      <DialogForm submit={text('save')} canSubmit={name.trim() !== ''} onSubmit={save} onClose={onClose}>
        <TextField className="field" value={name} onChange={setName} autoFocus>
          <Label>{text('searches.name')}</Label>
          <Input dir="auto" />
        </TextField>
        <p className="quiet">{text('searches.hint')}</p>
      </DialogForm>
    </ModalDialog>
  );
}

/** Saving is under a name: one that has it already asks the new question from then on. */
function saving(name: string, query: string, text: Text): Step {
  return {
    said: text('searches.saved', { name }),
    run: () => attempt(() => call('searches.save', { name, query, all: true }), text('retry')),
  };
}

function forgetting(name: string, text: Text): Step {
  return {
    said: text('searches.removed', { name }),
    run: () => attempt(() => call('searches.remove', { search: name }), text('retry')),
  };
}
