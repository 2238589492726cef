// The choice of the paper that something is printed on.
import { PAPERS, type Paper } from '../../shared/dossier.ts';
import { useText } from '../i18n.ts';
import { Choice } from './choice.tsx';

/** Lets one choose a paper. */
export function PaperChoice({ value, onChange }: { readonly value: Paper; readonly onChange: (paper: Paper) => void }) {
  const text = useText();
  const options = (Object.keys(PAPERS) as Paper[]).map((paper) => ({ value: paper, name: paper }));
  return <Choice label={text('export.paper')} value={value} options={options} onChange={onChange} />;
}
