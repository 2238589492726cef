// Exports the highlights that are shown, or those that are ticked, as a file.
import { FileDown } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { ANNOTATION_FORMATS } from '../../shared/api/annotations.ts';
import type { Input } from '../../shared/api/index.ts';
import { call } from '../api.ts';
import { useText } from '../i18n.ts';
import { attempt } from '../notices.ts';

export type HighlightQuery = Omit<Input<'annotations.query'>, 'limit' | 'offset'>;

type Format = (typeof ANNOTATION_FORMATS)[number];

const FILES: Readonly<Record<Format, { readonly name: string; readonly type: string }>> = {
  w3c: { name: 'highlights.jsonld', type: 'application/ld+json' },
  csv: { name: 'highlights.csv', type: 'text/csv' },
  markdown: { name: 'highlights.md', type: 'text/markdown' },
  hypothesis: { name: 'highlights-hypothesis.json', type: 'application/json' },
};

interface ExportHighlightsProps {
  readonly filter: HighlightQuery;
  /** The ids of those that are ticked; without any, all that pass the filter are meant. */
  readonly chosen: readonly string[];
}

/** Shows the button with the formats. */
export function ExportHighlights({ filter, chosen }: ExportHighlightsProps) {
  const text = useText();
  const save = async (format: Format) => {
    const meant = chosen.length > 0 ? { ids: [...chosen] } : filter;
    const listed = await attempt(() => call('annotations.list', { ...meant, format }), text('retry'));
    if (listed === undefined) return;
    const content = typeof listed === 'string' ? listed : `${JSON.stringify(listed, null, 2)}\n`;
    offer(FILES[format].name, new Blob([content], { type: FILES[format].type }));
  };
  return (
    <MenuTrigger>
      <Button className="button">
        <FileDown aria-hidden size={16} />{' '}
        {chosen.length > 0 ? text('highlights.exportChosen', { count: chosen.length }) : text('highlights.export')}
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu" onAction={(key) => void save(key as Format)}>
          {ANNOTATION_FORMATS.map((format) => (
            <MenuItem key={format} id={format} className="menu-item">
              {text(`highlights.format.${format}`)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function offer(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has taken it by the next turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}
