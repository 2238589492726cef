// One dossier: what stands on its cover, its documents in their order, and its printing.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ArrowLeft, CopyPlus, Eye, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, Link, ToggleButton } from 'react-aria-components';
import type { Dossier } from '../../shared/dossier.ts';
import { USUAL_SETTINGS } from '../../shared/settings.ts';
import { call } from '../api.ts';
import { useText } from '../i18n.ts';
import { attempt } from '../notices.ts';
import { documentRecords, failureOf, reading } from '../queries.ts';
import { formatRoute, navigate } from '../routes.ts';
import { useSettings } from '../settings/use-settings.ts';
import { createSignal } from '../signal.ts';
import { FailureNote } from '../ui/failure-note.tsx';
import { doUndoably } from '../undo.ts';
import { CoverFields } from './cover-fields.tsx';
import { DossierItems } from './dossier-items.tsx';
import { ExportPanel, type Printing } from './export-panel.tsx';
import { PartFields } from './part-fields.tsx';
import { PreviewPane } from './preview-pane.tsx';
import './dossiers.css';

/** A dossier is about to be removed, by a button or by redoing that. */
const leaving = createSignal<string>();

/** Shows a dossier by its id. */
export function DossierView({ dossier: id }: { readonly dossier: string }) {
  const text = useText();
  // What is being removed is not asked for again, though the view stands until the next one is drawn.
  const [isLeaving, setLeaving] = useState(false);
  useEffect(() => leaving.hear((left) => left === id && setLeaving(true)), [id]);
  const shown = useQuery({ ...reading('dossiers.show', { dossier: id }), enabled: !isLeaving });
  return (
    <div className="page dossier-page">
      <Link className="button plain back" href={formatRoute({ view: 'dossiers' })}>
        <ArrowLeft aria-hidden size={16} /> {text('dossiers')}
      </Link>
      {shown.isError && <FailureNote failure={failureOf(shown.error)} onRetry={() => void shown.refetch()} />}
      {shown.data && <Shown dossier={shown.data} />}
    </div>
  );
}

/** Where the preview has room beside the editor without being asked for. */
const VERY_WIDE = '(min-width: 110rem)';
const STORED_AS = 'pressmark-preview';

/** Whether the pages are shown: as the person chose last, else where there is room for them. */
function useIsPreviewed(): readonly [boolean, (isShown: boolean) => void] {
  const [isShown, setShown] = useState(() => {
    const chosen = localStorage.getItem(STORED_AS);
    return chosen === null ? window.matchMedia(VERY_WIDE).matches : chosen === 'shown';
  });
  return [
    isShown,
    (chosen) => {
      localStorage.setItem(STORED_AS, chosen ? 'shown' : 'hidden');
      setShown(chosen);
    },
  ];
}

function Shown({ dossier }: { readonly dossier: Dossier }) {
  const text = useText();
  const [isPreviewed, setPreviewed] = useIsPreviewed();
  const { data: records } = useQuery({ ...documentRecords(dossier.items), placeholderData: keepPreviousData });
  const { data: settings } = useSettings();
  const [chosen, setChosen] = useState<Printing>();
  const printing = chosen ?? {
    paper: settings?.values['dossier.paper'] ?? USUAL_SETTINGS['dossier.paper'],
    edition: settings?.values['dossier.edition'] ?? USUAL_SETTINGS['dossier.edition'],
    isByPages: true,
  };
  const isShown = isPreviewed && dossier.items.length > 0;
  const remove = async () => {
    const said = text('dossier.removed', { name: dossier.name });
    let { id } = dossier;
    await doUndoably(
      {
        said,
        run() {
          leaving.tell(id);
          navigate({ view: 'dossiers' });
          return attempt(() => call('dossiers.remove', { dossier: id }), text('retry'));
        },
      },
      {
        said,
        async run() {
          const made = await makeAgain(dossier, text('retry'));
          if (made !== undefined) id = made.id;
          return made;
        },
      },
      text('undo'),
    );
  };
  const beginNext = async () => {
    const made = await attempt(() => call('dossiers.nextEdition', { dossier: dossier.id }), text('retry'));
    if (made) navigate({ view: 'dossier', dossier: made.id });
  };
  return (
    <>
      <header className="page-head">
        <h1 dir="auto">{dossier.name}</h1>
        <ToggleButton
          className="button"
          isSelected={isPreviewed}
          isDisabled={dossier.items.length === 0}
          onChange={setPreviewed}
        >
          <Eye aria-hidden size={16} /> {text('preview')}
        </ToggleButton>
        <Button className="button" onPress={() => void beginNext()}>
          <CopyPlus aria-hidden size={16} /> {text('dossier.next')}
        </Button>
        <Button className="button icon" aria-label={text('dossier.remove')} onPress={() => void remove()}>
          <Trash2 aria-hidden size={16} />
        </Button>
      </header>
      <div className={isShown ? 'dossier-columns previewed' : 'dossier-columns'}>
        <section className="dossier-order" aria-labelledby="dossier-items">
          <h2 id="dossier-items">
            {text('dossier.articles')} <span className="quiet">{dossier.items.length}</span>
          </h2>
          <DossierItems dossier={dossier} />
        </section>
        <div className="dossier-sheets">
          <ExportPanel dossier={dossier} printing={printing} onPrinting={setChosen} />
          <CoverFields dossier={dossier} />
          <PartFields dossier={dossier} />
        </div>
        {isShown && <PreviewPane dossier={dossier} records={records} printing={printing} />}
      </div>
    </>
  );
}

/** A removed dossier comes back under its name, with another id. */
async function makeAgain(
  { id: _, created: __, modified: ___, edition: ____, previous: _____, since: ______, used: _______, ...kept }: Dossier,
  retry: string,
): Promise<Dossier | undefined> {
  // What it had none of is not to come from the person's settings.
  const bare = { author: '', language: '', citationStyle: '' };
  const made = await attempt(
    () => call('dossiers.create', { ...bare, ...kept, starred: kept.starred?.filter((id) => kept.items.includes(id)) }),
    retry,
  );
  if (made) navigate({ view: 'dossier', dossier: made.id });
  return made;
}
