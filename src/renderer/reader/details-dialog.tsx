// What is known of an article, to be corrected by a person, and where the archive's copy comes from.
import { useState } from 'react';
import { Input, Label, Text, TextField } from 'react-aria-components';
import type { DocumentShown } from '../../shared/document.ts';
import type { FailureValue } from '../../shared/errors.ts';
import { call } from '../api.ts';
import { HistoryList } from '../archive/history-list.tsx';
import { useLanguage, useText } from '../i18n.ts';
import { languageName } from '../language-name.ts';
import { formatPublished } from '../library/published-date.ts';
import { formatMoment } from '../moment.ts';
import { FailureNote } from '../ui/failure-note.tsx';
import { ModalDialog } from '../ui/modal-dialog.tsx';
import { CaptureChanges } from './capture-changes.tsx';
import { ReadingsList } from './readings-list.tsx';
import { SyndicationList } from './syndication-list.tsx';
import './details-dialog.css';
import { DialogForm } from '../ui/dialog-form.tsx';

interface DetailsProps {
  readonly record: DocumentShown;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Shows the details of a document, with fields that can be changed. */
export function DetailsDialog({ record, isOpen, onClose }: DetailsProps) {
  const text = useText();
  return (
    <ModalDialog title={text('details')} isOpen={isOpen} onClose={onClose}>
      <DetailsForm record={record} onClose={onClose} />
      <Provenance record={record} />
      <SyndicationList document={record.id} onLeave={onClose} />
      <CaptureChanges document={record.id} />
      <ReadingsList document={record.id} />
      <HistoryList document={record.id} />
    </ModalDialog>
  );
}

const FIELDS = ['title', 'author', 'source', 'published', 'language'] as const;
type Field = (typeof FIELDS)[number];

/** Authors are parted by semicolons: their names may have commas. */
function fieldText(record: DocumentShown, field: Field): string {
  const value = record[field];
  return Array.isArray(value) ? value.join('; ') : (value ?? '');
}

function fieldValue(field: Field, written: string): string | string[] {
  if (field !== 'author') return written.trim();
  return written
    .split(/[;；؛]/u)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function DetailsForm({ record, onClose }: { readonly record: DocumentShown; readonly onClose: () => void }) {
  const text = useText();
  const language = useLanguage();
  const [failure, setFailure] = useState<FailureValue>();
  const [written, setWritten] = useState(() => FIELDS.map((field) => fieldText(record, field)));
  const changed = FIELDS.flatMap((field, i) =>
    written[i] === fieldText(record, field) ? [] : [[field, fieldValue(field, written[i] as string)] as const],
  );
  const save = async () => {
    const result = await call('documents.edit', { id: record.id, fields: Object.fromEntries(changed) });
    if (result.ok) onClose();
    else setFailure(result.error);
  };
  return (
    <DialogForm submit={text('save')} canSubmit={changed.length > 0} onSubmit={() => void save()} onClose={onClose}>
      {FIELDS.map((field, i) => (
        <TextField
          key={field}
          className="field"
          value={written[i] as string}
          onChange={(value) => setWritten(written.with(i, value))}
        >
          <Label>{text(`details.${field}`)}</Label>
          <Input dir="auto" />
          {field === 'language' && <Text slot="description">{languageName(written[i] as string, language)}</Text>}
          {field === 'published' && <Text slot="description">{formatPublished(written[i] as string, language)}</Text>}
          {field === 'author' && <Text slot="description">{text('details.author.hint')}</Text>}
        </TextField>
      ))}
      {failure && <FailureNote failure={failure} />}
    </DialogForm>
  );
}

/** What `verify` compares the archive's copy with, and where it lies. */
function Provenance({ record }: { readonly record: DocumentShown }) {
  const text = useText();
  const language = useLanguage();
  const { url, capturedAt, format, path, digest, kind, furtherPages = [] } = record;
  return (
    <section className="provenance" aria-labelledby="provenance">
      <h3 id="provenance">{text('provenance')}</h3>
      <dl>
        <dt>{text('provenance.captured')}</dt>
        <dd>
          <time dateTime={capturedAt}>{formatMoment(capturedAt, language, 'long')}</time>
        </dd>
        {url !== undefined && (
          <>
            <dt>{text('provenance.address')}</dt>
            <dd dir="ltr">{url}</dd>
          </>
        )}
        {furtherPages.length > 0 && (
          <>
            <dt>{text('provenance.furtherPages')}</dt>
            <dd dir="ltr">
              <ol>
                {furtherPages.map((page) => (
                  <li key={page.url}>
                    {page.url} <code>{page.digest}</code>
                  </li>
                ))}
              </ol>
            </dd>
          </>
        )}
        {kind !== undefined && (
          <>
            <dt>{text('provenance.kind')}</dt>
            <dd>{text(`provenance.kind.${kind}`)}</dd>
          </>
        )}
        <dt>{text('provenance.format')}</dt>
        <dd>{format}</dd>
        <dt>{text('provenance.file')}</dt>
        <dd dir="ltr">{path}</dd>
        <dt>{text('provenance.digest')}</dt>
        <dd dir="ltr">
          <code>{digest}</code>
        </dd>
      </dl>
    </section>
  );
}
