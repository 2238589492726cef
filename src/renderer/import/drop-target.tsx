// The whole window takes files: while something is dragged over it, a sheet says that it can be let go.
import { FileDown } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../i18n.ts';
import { importFiles } from './imports.ts';
import { filesOf } from './read-file.ts';

/** Listens for files dragged into the window, and imports what is dropped. */
export function DropTarget() {
  const text = useText();
  const [isOver, setOver] = useState(false);
  const inside = useRef(0);
  useEffect(() => {
    // Entering a child comes before leaving its parent: only the balance says whether the pointer is still in the window.
    const count = (by: number) => {
      inside.current = Math.max(0, inside.current + by);
      setOver(inside.current > 0);
    };
    const listen = <K extends 'dragenter' | 'dragleave' | 'dragover' | 'drop'>(
      name: K,
      hear: (event: DragEvent) => void,
    ) => {
      const listener = (event: DragEvent) => {
        if (event.dataTransfer?.types.includes('Files') !== true) return;
        event.preventDefault();
        hear(event);
      };
      window.addEventListener(name, listener);
      return () => window.removeEventListener(name, listener);
    };
    const ends = [
      listen('dragenter', () => count(1)),
      listen('dragleave', () => count(-1)),
      listen('dragover', () => undefined),
      listen('drop', (event) => {
        inside.current = 0;
        setOver(false);
        if (event.dataTransfer) void filesOf(event.dataTransfer).then(importFiles);
      }),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, []);
  if (!isOver) return null;
  return (
    <div className="drop-sheet">
      <FileDown aria-hidden size={40} strokeWidth={1.5} />
      <p>{text('import.drop')}</p>
    </div>
  );
}
