// The side of the library: ways into it, with counts where they cost nothing. Each is an address.
import { useQuery } from '@tanstack/react-query';
import {
  Archive,
  BookOpenText,
  ChartColumn,
  ChevronRight,
  Files,
  Highlighter,
  Plus,
  Settings,
  Trash2,
} from 'lucide-react';
import { type DragEvent, type MouseEvent, memo, type ReactNode, useDeferredValue, useState } from 'react';
import { Button, Link } from 'react-aria-components';
import type { Color } from '../../shared/annotation.ts';
import type { Output } from '../../shared/api/index.ts';
import { formatCount } from '../count-format.ts';
import { opening } from '../frame/commands.ts';
import { useLanguage, useText } from '../i18n.ts';
import { languageName } from '../language-name.ts';
import { reading } from '../queries.ts';
import { ALL_DOCUMENTS, formatRoute, type ListPlace, parseRoute, type Route, useSettledRoute } from '../routes.ts';
import type { Point } from '../ui/context-menu.tsx';
import { type CollectionNode, collectionTree } from './collection-tree.ts';
import { labelDocuments, removeDocuments } from './document-actions.ts';
import { areDocumentsDragged, droppedDocuments } from './drag-documents.ts';
import { type LabelMenu, useLabelMenu } from './label-menu.tsx';
import './library-side.css';

/** How many of a kind are shown before the rest is asked for. */
const SHOWN = 8;

interface Way {
  readonly name: string;
  readonly place: ListPlace;
  readonly documents: number;
  readonly color?: Color | undefined;
}

/** Shows all ways into the library; the present one is marked. Articles can be dropped on tags, collections and the trash. */
export function LibrarySide() {
  const route = useSettledRoute();
  // Counts that change are drawn in pieces, and typing goes before.
  const stats = useDeferredValue(useQuery(reading('archive.stats', {})).data);
  const searches = useDeferredValue(useQuery(reading('searches.list', {})).data) ?? NONE;
  const labels = useDeferredValue(useQuery(reading('labels.list', {})).data);
  // A question that is being typed is no way of the side, which then stays as it is.
  const query = 'list' in route && route.list.kind === 'search' ? route.list.query : undefined;
  const isWay = query === undefined || searches.some((saved) => saved.query === query);
  return <Ways present={isWay ? addressOf(route) : undefined} stats={stats} searches={searches} labels={labels} />;
}

const NONE: Output<'searches.list'> = [];

interface WaysProps extends OfPresent {
  readonly stats: Output<'archive.stats'> | undefined;
  readonly searches: Output<'searches.list'>;
  readonly labels: Output<'labels.list'> | undefined;
}

const Ways = memo(function Ways({ present, stats, searches, labels }: WaysProps) {
  const text = useText();
  const language = useLanguage();
  const labelMenu = useLabelMenu();
  return (
    <nav className="side" aria-label={text('side')}>
      <ul>
        <SideLink route={{ view: 'list', list: ALL_DOCUMENTS }} count={stats?.documents} present={present}>
          <Files aria-hidden size={16} /> {text('library.all')}
        </SideLink>
        <SideLink route={{ view: 'overview' }} count={undefined} present={present}>
          <ChartColumn aria-hidden size={16} /> {text('overview')}
        </SideLink>
        <SideLink route={{ view: 'dossiers' }} count={stats?.dossiers} present={present}>
          <BookOpenText aria-hidden size={16} /> {text('dossiers')}
        </SideLink>
        <SideLink route={{ view: 'highlights', filter: {} }} count={stats?.annotations} present={present}>
          <Highlighter aria-hidden size={16} /> {text('highlights')}
        </SideLink>
        <SideLink
          route={{ view: 'trash' }}
          count={stats?.inTrash}
          present={present}
          onDocuments={(ids) => void removeDocuments(ids, text)}
        >
          <Trash2 aria-hidden size={16} /> {text('trash')}
        </SideLink>
      </ul>
      <SideGroup
        present={present}
        title={text('searches')}
        ways={searches.map(({ name, query, total }) => ({ name, documents: total, place: { kind: 'search', query } }))}
      />
      <CollectionGroup nodes={collectionTree(labels?.collections ?? [])} present={present} onMenu={labelMenu.open} />
      <SideGroup
        present={present}
        title={text('side.tags')}
        ways={(labels?.tags ?? []).map(({ name, documents, color }) => ({
          name,
          documents,
          color,
          place: { kind: 'library', tag: name },
        }))}
        onMenu={(name, at) => labelMenu.open({ kind: 'tag', name }, at)}
        onDocuments={(tag, ids) => void labelDocuments({ ids: [...ids], addTags: [tag] }, text)}
      />
      <SideGroup
        present={present}
        title={text('side.sources')}
        ways={(stats?.sources ?? []).map(({ source, documents }) => ({
          name: source,
          documents,
          place: { kind: 'library', source },
        }))}
      />
      <SideGroup
        present={present}
        title={text('side.languages')}
        ways={(stats?.languages ?? []).map((each) => ({
          name: languageName(each.language, language),
          documents: each.documents,
          place: { kind: 'library', language: each.language },
        }))}
      />
      <ul className="side-foot">
        <SideLink route={{ view: 'archive' }} count={undefined} present={present}>
          <Archive aria-hidden size={16} /> {text('archive')}
        </SideLink>
        <SideLink route={{ view: 'settings' }} count={undefined} present={present}>
          <Settings aria-hidden size={16} /> {text('settings.page')}
        </SideLink>
      </ul>
      {labelMenu.menu}
    </nav>
  );
});

interface OfPresent {
  /** The address of the way that one went. */
  readonly present: string | undefined;
}

function CollectionGroup({
  nodes,
  present,
  onMenu,
}: OfPresent & {
  readonly nodes: readonly CollectionNode[];
  readonly onMenu: LabelMenu['open'];
}) {
  const text = useText();
  return (
    <section className="side-group">
      <div className="side-head">
        <h2>{text('side.collections')}</h2>
        <Button
          className="button icon"
          aria-label={text('collection.new.ellipsis')}
          onPress={() => opening.tell('collection')}
        >
          <Plus aria-hidden size={14} />
        </Button>
      </div>
      <ul>
        {nodes.map((node) => (
          <CollectionItem key={node.path} node={node} present={present} onMenu={onMenu} />
        ))}
      </ul>
    </section>
  );
}

/** Shows a collection, and those in it once it is unfolded, or when the present one is among them. */
function CollectionItem({
  node,
  present,
  onMenu,
}: OfPresent & { readonly node: CollectionNode; readonly onMenu: LabelMenu['open'] }) {
  const text = useText();
  const [isOpen, setOpen] = useState<boolean>();
  const isUnfolded = isOpen ?? collectionAt(present)?.startsWith(`${node.path}/`) === true;
  const place: ListPlace = { kind: 'library', collection: node.path };
  return (
    <SideLink
      route={{ view: 'list', list: place }}
      count={node.documents}
      present={present}
      onMenu={(at) => onMenu({ kind: 'collection', name: node.path }, at)}
      onDocuments={(ids) => void labelDocuments({ ids: [...ids], addCollections: [node.path] }, text)}
      fold={
        node.inside.length > 0 && (
          <Button
            className="side-fold"
            aria-label={text('side.open', { name: node.path })}
            aria-expanded={isUnfolded}
            onPress={() => setOpen(!isUnfolded)}
          >
            <ChevronRight aria-hidden size={14} />
          </Button>
        )
      }
      below={
        isUnfolded && (
          <ul className="side-inside">
            {node.inside.map((inside) => (
              <CollectionItem key={inside.path} node={inside} present={present} onMenu={onMenu} />
            ))}
          </ul>
        )
      }
    >
      <bdi>{node.name}</bdi>
    </SideLink>
  );
}

function SideGroup({
  title,
  ways,
  present,
  onMenu,
  onDocuments,
}: OfPresent & {
  readonly title: string;
  readonly ways: readonly Way[];
  readonly onMenu?: (name: string, at: Point) => void;
  readonly onDocuments?: (name: string, ids: readonly string[]) => void;
}) {
  const text = useText();
  const [isWhole, setWhole] = useState(false);
  if (ways.length === 0) return null;
  const shown = isWhole ? ways : ways.slice(0, SHOWN);
  // Names stand below each other, with a colour or without.
  const hasColors = shown.some(({ color }) => color !== undefined);
  return (
    <section className="side-group">
      <h2>{title}</h2>
      <ul>
        {shown.map(({ name, place, documents, color }) => (
          <SideLink
            key={name}
            route={{ view: 'list', list: place }}
            count={documents}
            present={present}
            onMenu={onMenu && ((at) => onMenu(name, at))}
            onDocuments={onDocuments && ((ids) => onDocuments(name, ids))}
          >
            {hasColors && (
              <span className={color === undefined ? 'tag-dot none' : 'tag-dot'} data-color={color} aria-hidden />
            )}
            <bdi>{name}</bdi>
          </SideLink>
        ))}
      </ul>
      {shown.length < ways.length && (
        <Button className="side-link" onPress={() => setWhole(true)}>
          <span className="quiet">{text('side.more', { count: ways.length - shown.length })}</span>
        </Button>
      )}
    </section>
  );
}

interface SideLinkProps extends OfPresent {
  readonly route: Route;
  readonly count: number | undefined;
  /** A menu is asked for, by the pointer or the keyboard. */
  readonly onMenu?: ((at: Point) => void) | undefined;
  /** Documents were dropped on it. */
  readonly onDocuments?: ((ids: readonly string[]) => void) | undefined;
  readonly fold?: ReactNode;
  readonly below?: ReactNode;
  readonly children: ReactNode;
}

function SideLink({ route, count, present, onMenu, onDocuments, fold, below, children }: SideLinkProps) {
  const language = useLanguage();
  const [isOver, setOver] = useState(false);
  const href = formatRoute(route);
  const isTaken = (event: DragEvent) => onDocuments !== undefined && areDocumentsDragged(event);
  const onContextMenu = (event: MouseEvent) => {
    event.preventDefault();
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    // From the keyboard there is no pointer.
    onMenu?.(event.button === 2 ? { x: event.clientX, y: event.clientY } : { x: left + 24, y: bottom });
  };
  return (
    <li>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a convenience; the dialog of labels does the same by keyboard */}
      <div
        className={isOver ? 'side-row over' : 'side-row'}
        onDragOver={(event) => {
          if (!isTaken(event)) return;
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          setOver(false);
          if (!isTaken(event)) return;
          event.preventDefault();
          onDocuments?.(droppedDocuments(event));
        }}
        onContextMenu={onMenu && onContextMenu}
      >
        {fold}
        <Link className="side-link" href={href} {...(href === present ? { 'aria-current': 'page' as const } : {})}>
          <span className="side-name">{children}</span>
          {count !== undefined && count > 0 && <span className="side-count">{formatCount(count, language)}</span>}
        </Link>
      </div>
      {below}
    </li>
  );
}

/** The address of the way that leads to a place: orders, filters and what is opened there are no part of it. */
function addressOf(route: Route): string {
  switch (route.view) {
    case 'list':
    case 'document':
      return formatRoute({ view: 'list', list: { ...route.list, sort: undefined } });
    case 'dossier':
      return formatRoute({ view: 'dossiers' });
    case 'highlights':
      return formatRoute({ view: 'highlights', filter: {} });
    default:
      return formatRoute({ view: route.view });
  }
}

function collectionAt(address: string | undefined): string | undefined {
  const route = parseRoute(address ?? '');
  return 'list' in route && route.list.kind === 'library' ? route.list.collection : undefined;
}
