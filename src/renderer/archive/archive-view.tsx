// The archive itself: what it holds, whether all of it is here and as it was, and the whole of it as one file to carry away.
import { useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { formatBytes } from '../byte-size.ts';
import { useLanguage, useText } from '../i18n.ts';
import { reading } from '../queries.ts';
import { DevicesSection } from '../settings/devices-section.tsx';
import { ArchiveExport } from './archive-export.tsx';
import { HealthReport } from './health-report.tsx';
import { HistoryList } from './history-list.tsx';
import { VerifyDialog } from './verify-dialog.tsx';
import './archive-view.css';

/** Shows the page of the archive. */
export function ArchiveView() {
  const text = useText();
  const [isVerifying, setVerifying] = useState(false);
  return (
    <div className="page narrow">
      <header className="page-head">
        <h1>{text('archive')}</h1>
      </header>
      <Counts />
      <section className="sheet" aria-labelledby="archive-health">
        <h2 id="archive-health">{text('health')}</h2>
        <HealthReport />
        <p className="quiet">{text('verify.hint')}</p>
        <Button className="button" onPress={() => setVerifying(true)}>
          <ShieldCheck aria-hidden size={16} /> {text('verify')}
        </Button>
      </section>
      <DevicesSection />
      <ArchiveExport />
      <HistoryList />
      <VerifyDialog isOpen={isVerifying} onClose={() => setVerifying(false)} />
    </div>
  );
}

const COUNTED = ['documents', 'captures', 'annotations', 'dossiers'] as const;

function Counts() {
  const text = useText();
  const language = useLanguage();
  const { data: stats } = useQuery(reading('archive.stats', {}));
  const { data: size } = useQuery(reading('archive.size', {}));
  const number = new Intl.NumberFormat(language);
  return (
    <dl className="archive-counts">
      {COUNTED.map((name) => (
        <div key={name}>
          <dt>{text(`archive.${name}`)}</dt>
          <dd>{stats === undefined ? '…' : number.format(stats[name])}</dd>
        </div>
      ))}
      <div>
        <dt>{text('archive.size')}</dt>
        <dd>{size === undefined ? '…' : formatBytes(size.bytes, language)}</dd>
      </div>
    </dl>
  );
}
