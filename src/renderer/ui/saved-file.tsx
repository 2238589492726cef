// Where a file is that was made: in the browser it is saved by a link, on the desktop it lies where the person chose.
import { FileDown } from 'lucide-react';

/** Shows the link or the path; `name` is what the file is called when it is saved. */
export function SavedFile({
  file,
  name,
  label,
}: {
  readonly file: string;
  readonly name: string;
  readonly label: string;
}) {
  if (!file.startsWith('/downloads/'))
    return (
      <p>
        <code>{file}</code>
      </p>
    );
  return (
    <a className="button" href={file} download={name}>
      <FileDown aria-hidden size={16} /> {label}
    </a>
  );
}
