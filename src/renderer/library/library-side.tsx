// The side of the library: ways into it, with counts where they cost nothing. Each is an address.
import { useQuery } from '@tanstack/react-query';
import { Archive, BookOpenText, Files, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, Link } from 'react-aria-components';
import { useLanguage, useText } from '../i18n.ts';
import { languageName } from '../language-name.ts';
import { reading } from '../queries.ts';
import { ALL_DOCUMENTS, formatRoute, type ListPlace, type Route, useRoute } from '../routes.ts';
import { useLabels } from './labels.ts';
import './library-side.css';

/** How many of a kind are shown before the rest is asked for. */
const SHOWN = 8;

interface Way {
  readonly name: string;
  readonly place: ListPlace;
  readonly documents: number | undefined;
}

/** Shows all ways into the library; the present one is marked. */
export function LibrarySide() {
  const text = useText();
  const language = useLanguage();
  const route = useRoute();
  const { data: stats } = useQuery(reading('archive.stats', {}));
  const { data: searches = [] } = useQuery(reading('searches.list', {}));
  const { tags, collections } = useLabels();
  const isDossiers = route.view === 'dossiers' || route.view === 'dossier';
  return (
    <nav className="side" aria-label={text('side')}>
      <ul>
        <SideLink route={{ view: 'list', list: ALL_DOCUMENTS }} count={stats?.documents} isPresent={isAll(route)}>
          <Files aria-hidden size={16} /> {text('library.all')}
        </SideLink>
        <SideLink route={{ view: 'dossiers' }} count={stats?.dossiers} isPresent={isDossiers}>
          <BookOpenText aria-hidden size={16} /> {text('dossiers')}
        </SideLink>
        <SideLink route={{ view: 'trash' }} count={stats?.inTrash} isPresent={route.view === 'trash'}>
          <Trash2 aria-hidden size={16} /> {text('trash')}
        </SideLink>
      </ul>
      <SideGroup
        title={text('searches')}
        ways={searches.map(({ name, query, total }) => ({ name, documents: total, place: { kind: 'search', query } }))}
      />
      <SideGroup
        title={text('side.collections')}
        ways={collections.map(({ name, documents }) => ({
          name,
          documents,
          place: { kind: 'library', collection: name },
        }))}
      />
      <SideGroup
        title={text('side.tags')}
        ways={tags.map(({ name, documents }) => ({ name, documents, place: { kind: 'library', tag: name } }))}
      />
      <SideGroup
        title={text('side.sources')}
        ways={(stats?.sources ?? []).map(({ source, documents }) => ({
          name: source,
          documents,
          place: { kind: 'library', source },
        }))}
      />
      <SideGroup
        title={text('side.languages')}
        ways={(stats?.languages ?? []).map((each) => ({
          name: languageName(each.language, language),
          documents: each.documents,
          place: { kind: 'library', language: each.language },
        }))}
      />
      <ul className="side-foot">
        <SideLink route={{ view: 'archive' }} count={undefined} isPresent={route.view === 'archive'}>
          <Archive aria-hidden size={16} /> {text('archive')}
        </SideLink>
      </ul>
    </nav>
  );
}

function SideGroup({ title, ways }: { readonly title: string; readonly ways: readonly Way[] }) {
  const text = useText();
  const route = useRoute();
  const [isWhole, setWhole] = useState(false);
  if (ways.length === 0) return null;
  const shown = isWhole ? ways : ways.slice(0, SHOWN);
  return (
    <section className="side-group">
      <h2>{title}</h2>
      <ul>
        {shown.map(({ name, place, documents }) => (
          <SideLink key={name} route={{ view: 'list', list: place }} count={documents} isPresent={isAt(route, place)}>
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

function SideLink({
  route,
  count,
  isPresent,
  children,
}: {
  readonly route: Route;
  readonly count: number | undefined;
  readonly isPresent: boolean;
  readonly children: ReactNode;
}) {
  const language = useLanguage();
  return (
    <li>
      <Link className="side-link" href={formatRoute(route)} {...(isPresent ? { 'aria-current': 'page' as const } : {})}>
        <span className="side-name">{children}</span>
        {count !== undefined && <span className="side-count">{new Intl.NumberFormat(language).format(count)}</span>}
      </Link>
    </li>
  );
}

function isAll(route: Route): boolean {
  return isAt(route, ALL_DOCUMENTS);
}

/** The order of the list is no part of the place. */
function isAt(route: Route, place: ListPlace): boolean {
  if (!('list' in route)) return false;
  const present = formatRoute({ view: 'list', list: { ...route.list, sort: undefined } });
  return present === formatRoute({ view: 'list', list: place });
}
