// What is not as it should be with the archive's files, as far as it is known without reading them again, and what to do about it.
import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Output } from '../../shared/api/index.ts';
import { useText } from '../i18n.ts';
import { failureOf, reading } from '../queries.ts';
import { FailureNote } from '../ui/failure-note.tsx';

type Health = Output<'archive.health'>;

/** Shows the health of the archive. */
export function HealthReport() {
  const text = useText();
  const health = useQuery(reading('archive.health', {}));
  if (health.isError) return <FailureNote failure={failureOf(health.error)} onRetry={() => void health.refetch()} />;
  if (health.data === undefined) return null;
  const troubles = troublesOf(health.data);
  if (troubles.length === 0)
    return (
      <p className="health-good" role="status">
        <CircleCheck aria-hidden size={16} /> {text('health.good')}
      </p>
    );
  return (
    <ul className="health-troubles">
      {troubles.map(({ kind, count, names }) => (
        <Trouble key={kind} title={text(`health.${kind}`, { count })} remedy={text(`health.${kind}.remedy`)}>
          {names}
        </Trouble>
      ))}
    </ul>
  );
}

interface TroubleFound {
  readonly kind: 'vanished' | 'missing' | 'awaited' | 'arriving' | 'damaged' | 'setAside' | 'clock' | 'copies';
  readonly count: number;
  readonly names: readonly string[];
}

/** The worst first; what there is none of is left out. */
function troublesOf({
  missing,
  awaited,
  arriving,
  hasVanished,
  setAside,
  copies,
  isClockDoubtful,
}: Health): readonly TroubleFound[] {
  const names = ({ files }: Health['missing']) => files.map(({ title, path }) => title || path);
  const inState = (state: 'arriving' | 'damaged') =>
    arriving.filter((each) => each.state === state).map(({ path }) => path);
  const all: readonly TroubleFound[] = [
    { kind: 'vanished', count: hasVanished ? missing.count : 0, names: names(missing) },
    { kind: 'missing', count: hasVanished ? 0 : missing.count, names: names(missing) },
    { kind: 'damaged', count: inState('damaged').length, names: inState('damaged') },
    { kind: 'clock', count: isClockDoubtful ? 1 : 0, names: [] },
    { kind: 'setAside', count: setAside.length, names: setAside.map(({ at, by, op }) => `${at} · ${by} · ${op}`) },
    { kind: 'awaited', count: awaited.count, names: names(awaited) },
    { kind: 'copies', count: copies.length, names: copies },
    { kind: 'arriving', count: inState('arriving').length, names: inState('arriving') },
  ];
  return all.filter(({ count }) => count > 0);
}

function Trouble({
  title,
  remedy,
  children,
}: {
  readonly title: string;
  readonly remedy: string;
  readonly children: readonly string[];
}): ReactNode {
  const text = useText();
  return (
    <li>
      <p className="health-bad">
        <CircleAlert aria-hidden size={16} /> {title}
      </p>
      <p className="quiet">{remedy}</p>
      {children.length > 0 && (
        <details>
          <summary>{text('health.which')}</summary>
          <ul>
            {children.map((name) => (
              <li key={name}>
                <bdi>{name}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
