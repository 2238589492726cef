// The button that adds articles: files from this computer, a text, an address.
import { ClipboardPaste, FileUp, Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { opening } from '../frame/commands.ts';
import { useText } from '../i18n.ts';
import { importFiles } from './imports.ts';
import { PasteDialog } from './paste-dialog.tsx';

/** Shows the button with its menu; a paste outside any field opens the same dialog. */
export function AddMenu() {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const [pasted, setPasted] = useState<string>();
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      if ((event.target as Element | null)?.closest?.('input, textarea, [contenteditable]')) return;
      const files = [...(event.clipboardData?.files ?? [])];
      const words = event.clipboardData?.getData('text/plain') ?? '';
      if (files.length > 0) importFiles(files);
      else if (words.trim() !== '') setPasted(words);
    };
    window.addEventListener('paste', onPaste);
    const endHearing = opening.hear((what) => {
      if (what === 'files') input.current?.click();
      else if (what === 'paste') setPasted('');
    });
    return () => {
      window.removeEventListener('paste', onPaste);
      endHearing();
    };
  }, []);
  return (
    <>
      <MenuTrigger>
        <Button className="button primary add-button" aria-label={text('add')}>
          <Plus aria-hidden size={16} /> <span className="wide-only">{text('add')}</span>
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu className="menu" onAction={(key) => (key === 'files' ? input.current?.click() : setPasted(''))}>
            <MenuItem id="files" className="menu-item">
              <FileUp aria-hidden size={16} /> {text('add.files')}
            </MenuItem>
            <MenuItem id="paste" className="menu-item">
              <ClipboardPaste aria-hidden size={16} /> {text('add.paste')}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-testid="files"
        aria-label={text('add.files')}
        onChange={(event) => {
          importFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <PasteDialog pasted={pasted} onClose={() => setPasted(undefined)} />
    </>
  );
}
