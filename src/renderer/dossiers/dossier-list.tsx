// All dossiers, and how a new one is begun.
import { useQuery } from '@tanstack/react-query';
import { BookOpenText, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button, Link } from 'react-aria-components';
import { useLanguage, useText } from '../i18n.ts';
import { formatPublished } from '../library/published-date.ts';
import { failureOf, reading } from '../queries.ts';
import { formatRoute, navigate } from '../routes.ts';
import { FailureNote } from '../ui/failure-note.tsx';
import { NewDossierDialog } from './new-dossier-dialog.tsx';
import './dossiers.css';

/** Shows the dossiers, the newest first. */
export function DossierList() {
  const text = useText();
  const language = useLanguage();
  const dossiers = useQuery(reading('dossiers.list', {}));
  const [isMaking, setMaking] = useState(false);
  return (
    <div className="page">
      <header className="page-head">
        <h1>{text('dossiers')}</h1>
        <Button className="button primary" onPress={() => setMaking(true)}>
          <Plus aria-hidden size={16} /> {text('dossier.new')}
        </Button>
      </header>
      {dossiers.isError && <FailureNote failure={failureOf(dossiers.error)} onRetry={() => void dossiers.refetch()} />}
      {dossiers.data?.length === 0 && (
        <section className="hint">
          <p className="hint-title">{text('dossiers.none')}</p>
          <p>{text('dossiers.none.hint')}</p>
        </section>
      )}
      <ul className="dossier-cards">
        {dossiers.data?.toReversed().map((dossier) => (
          <li key={dossier.id}>
            <Link className="dossier-card" href={formatRoute({ view: 'dossier', dossier: dossier.id })}>
              <BookOpenText aria-hidden size={20} strokeWidth={1.5} />
              <span className="dossier-card-words">
                <bdi className="document-title">{dossier.name}</bdi>
                {dossier.subtitle && <bdi className="quiet">{dossier.subtitle}</bdi>}
                <span className="quiet">
                  <bdi>{text('dossier.count', { count: dossier.items.length })}</bdi> ·{' '}
                  <bdi>{formatPublished(dossier.modified, language)}</bdi>
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <NewDossierDialog
        isOpen={isMaking}
        items={[]}
        onClose={() => setMaking(false)}
        onMade={(dossier) => navigate({ view: 'dossier', dossier })}
      />
    </div>
  );
}
