// The palette: everything that can be done and every place that can be gone to, found by typing a part of its name.
import { useLingui } from '@lingui/react';
import { useQuery } from '@tanstack/react-query';
import { Bookmark, BookOpenText, FileText, Folder, type LucideIcon, Newspaper, Tag } from 'lucide-react';
import { useState } from 'react';
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components';
import { folded } from '../../shared/folded.ts';
import { type MessageId, type Text, useLanguage, useText } from '../i18n.ts';
import { reading } from '../queries.ts';
import { ALL_DOCUMENTS, type ListPlace, navigate } from '../routes.ts';
import { searchQuery } from '../search/find-all.ts';
import { commandName, commands } from './commands.ts';
import { Keys } from './keys.tsx';
import './palette.css';

/** How many of a kind are shown. */
const SHOWN = 6;

interface Entry {
  readonly id: string;
  readonly name: string;
  readonly keys?: readonly string[];
  readonly Icon: LucideIcon;
  readonly run: () => void;
}

interface Group {
  readonly title: MessageId;
  readonly entries: readonly Entry[];
}

/** Shows the palette. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  return (
    <ModalOverlay className="overlay top" isOpen onOpenChange={(open) => open || onClose()} isDismissable>
      <Modal>
        <Dialog className="palette" aria-label={text('palette')}>
          <PaletteContent onClose={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function PaletteContent({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const [typed, setTyped] = useState('');
  const groups = useGroups(typed, text);
  const run = (id: string) => {
    onClose();
    groups
      .flatMap(({ entries }) => entries)
      .find((entry) => entry.id === id)
      ?.run();
  };
  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      <SearchField className="palette-field" aria-label={text('palette')} autoFocus>
        <Input
          placeholder={text('palette.placeholder')}
          {...(typed === '' ? {} : { dir: 'auto' })}
          onKeyDownCapture={(event) => {
            // A field of this kind would be emptied first.
            if (event.key === 'Escape') onClose();
          }}
        />
      </SearchField>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and what scrolls can be reached by keyboard */}
      <div className="palette-found" tabIndex={0}>
        <Menu
          className="menu palette-menu"
          aria-label={text('palette')}
          onAction={(id) => run(String(id))}
          renderEmptyState={() => <p className="palette-none quiet">{text('palette.none')}</p>}
        >
          {groups.map(({ title, entries }) => (
            <MenuSection key={title}>
              <Header className="menu-head">{text(title)}</Header>
              {entries.map(({ id, name, keys = [], Icon }) => (
                <MenuItem key={id} id={id} className="menu-item" textValue={name}>
                  <Icon aria-hidden size={16} />
                  <bdi className="palette-name">{name}</bdi>
                  <span className="palette-keys">
                    <Keys keys={keys} />
                  </span>
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </Menu>
      </div>
    </Autocomplete>
  );
}

/** Gives what fits the words typed, by kind. */
function useGroups(typed: string, text: Text): readonly Group[] {
  const { i18n } = useLingui();
  const language = useLanguage();
  const { data: labels } = useQuery(reading('labels.list', {}));
  const { data: stats } = useQuery(reading('archive.stats', {}));
  const { data: searches = [] } = useQuery(reading('searches.list', {}));
  const { data: dossiers = [] } = useQuery(reading('dossiers.list', {}));
  const { data: found } = useQuery(searchQuery({ kind: 'search', query: typed }, 0, language, false));
  const fits = fitting(typed);
  const place = (list: ListPlace) => () => navigate({ view: 'list', list });
  const all: readonly Group[] = [
    {
      title: 'palette.articles',
      entries: (typed.trim() === '' ? [] : (found?.items ?? [])).slice(0, SHOWN).map(({ id, title }) => ({
        id: `document ${id}`,
        name: title === '' ? text('document.untitled') : title,
        Icon: FileText,
        run: () => navigate({ view: 'document', document: id, list: ALL_DOCUMENTS }),
      })),
    },
    {
      title: 'palette.commands',
      entries: commands(i18n)
        .filter(({ isByKeyOnly }) => isByKeyOnly !== true)
        .map((command) => ({
          id: `command ${command.id}`,
          name: commandName(command, text),
          keys: command.keys,
          Icon: command.Icon,
          run: command.run,
        }))
        .filter(fits),
    },
    {
      title: 'dossiers',
      entries: dossiers
        .map(({ id, name }) => ({
          id: `dossier ${id}`,
          name,
          Icon: BookOpenText,
          run: () => navigate({ view: 'dossier', dossier: id }),
        }))
        .filter(fits),
    },
    {
      title: 'searches',
      entries: searches
        .map(({ id, name, query }) => ({
          id: `search ${id}`,
          name,
          Icon: Bookmark,
          run: place({ kind: 'search', query }),
        }))
        .filter(fits),
    },
    {
      title: 'side.collections',
      entries: (labels?.collections ?? [])
        .map(({ name }) => ({
          id: `collection ${name}`,
          name,
          Icon: Folder,
          run: place({ kind: 'library', collection: name }),
        }))
        .filter(fits),
    },
    {
      title: 'side.tags',
      entries: (labels?.tags ?? [])
        .map(({ name }) => ({ id: `tag ${name}`, name, Icon: Tag, run: place({ kind: 'library', tag: name }) }))
        .filter(fits),
    },
    {
      title: 'side.sources',
      entries: (stats?.sources ?? [])
        .map(({ source }) => ({
          id: `source ${source}`,
          name: source,
          Icon: Newspaper,
          run: place({ kind: 'library', source }),
        }))
        .filter(fits),
    },
  ];
  const most = (title: MessageId) => (title === 'palette.commands' ? Number.POSITIVE_INFINITY : SHOWN);
  return all
    .filter(({ title }) => typed.trim() !== '' || title === 'palette.commands' || title === 'dossiers')
    .map(({ title, entries }) => ({ title, entries: entries.slice(0, most(title)) }))
    .filter(({ entries }) => entries.length > 0);
}

/** Every word typed is to be in the name, whatever its case and accents. */
function fitting(typed: string): (entry: { readonly name: string }) => boolean {
  const words = folded(typed).split(/\s+/u).filter(Boolean);
  return ({ name }) => words.every((word) => folded(name).includes(word));
}
