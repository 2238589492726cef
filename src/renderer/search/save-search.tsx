// Saves the present question under a name, or forgets it again.
import { useQuery } from '@tanstack/react-query';
import { Bookmark, BookmarkCheck } from 'lucide-react';
import { useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { call } from '../api.ts';
import { useText } from '../i18n.ts';
import { attempt, tellDone } from '../notices.ts';
import { reading } from '../queries.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { ModalDialog } from '../ui/modal-dialog.tsx';

/** Shows the button; it says whether the question is saved. */
export function SaveSearch({ query }: { readonly query: string }) {
  const text = useText();
  const { data: searches = [] } = useQuery(reading('searches.list', {}));
  const [isNaming, setNaming] = useState(false);
  const saved = searches.find((each) => each.query === query.trim());
  const forget = async (search: string, name: string) => {
    const removed = await attempt(() => call('searches.remove', { search }), text('retry'));
    if (!removed) return;
    tellDone(text('searches.removed', { name }), {
      label: text('undo'),
      run: () => void attempt(() => call('searches.save', { name, query: query.trim(), all: true }), text('retry')),
    });
  };
  return (
    <>
      {saved ? (
        <Button
          className="button icon"
          aria-label={text('searches.remove', { name: saved.name })}
          onPress={() => void forget(saved.id, saved.name)}
        >
          <BookmarkCheck aria-hidden size={16} />
        </Button>
      ) : (
        <Button className="button icon" aria-label={text('searches.save')} onPress={() => setNaming(true)}>
          <Bookmark aria-hidden size={16} />
        </Button>
      )}
      <NameDialog key={query} query={query.trim()} isOpen={isNaming} onClose={() => setNaming(false)} />
    </>
  );
}

function NameDialog({
  query,
  isOpen,
  onClose,
}: {
  readonly query: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const text = useText();
  const [name, setName] = useState(query);
  const save = async () => {
    onClose();
    const saved = await attempt(() => call('searches.save', { name: name.trim(), query, all: true }), text('retry'));
    if (saved) tellDone(text('searches.saved', { name: saved.name }));
  };
  return (
    <ModalDialog title={text('searches.save')} isOpen={isOpen} onClose={onClose}>
      <DialogForm submit={text('save')} canSubmit={name.trim() !== ''} onSubmit={() => void save()} onClose={onClose}>
        <TextField className="field" value={name} onChange={setName} autoFocus>
          <Label>{text('searches.name')}</Label>
          <Input dir="auto" />
        </TextField>
        <p className="quiet">{text('searches.hint')}</p>
      </DialogForm>
    </ModalDialog>
  );
}
