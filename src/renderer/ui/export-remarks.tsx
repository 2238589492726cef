// What is not as it should be in an exported file.
import type { ExportReport } from '../../shared/dossier.ts';
import { useText } from '../i18n.ts';

/** Says how many highlights do not hold their words, and what the program warns of. */
export function ExportRemarks({ unmatched, warnings = [] }: Pick<ExportReport, 'unmatched' | 'warnings'>) {
  const text = useText();
  return (
    <>
      {unmatched.length > 0 && <p className="quiet">{text('export.unmatched', { count: unmatched.length })}</p>}
      {warnings.map((warning) => (
        <p key={warning} className="quiet" dir="auto">
          {warning}
        </p>
      ))}
    </>
  );
}
