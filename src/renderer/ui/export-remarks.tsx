// What is not as it should be in an exported file.
import type { ExportReport } from '../../shared/dossier.ts';
import { useText } from '../i18n.ts';

/** Says which articles are left out and why, how many highlights do not hold their words, and what the program warns of. */
export function ExportRemarks({
  unmatched,
  missing = [],
  warnings = [],
}: Pick<ExportReport, 'unmatched' | 'missing' | 'warnings'>) {
  const text = useText();
  return (
    <>
      {missing.map(({ id, title = id, why }) => (
        <p key={id} className="quiet" dir="auto">
          {text(`export.missing.${why}`, { title })}
        </p>
      ))}
      {unmatched.length > 0 && <p className="quiet">{text('export.unmatched', { count: unmatched.length })}</p>}
      {warnings.slice(missing.length).map((warning) => (
        <p key={warning} className="quiet" dir="auto">
          {warning}
        </p>
      ))}
    </>
  );
}
