// The window: the bar, the library's side, the list, the reader, and what lies over them.
import { memo, useCallback, useEffect, useRef, useState } from 'react';
import { Button, I18nProvider } from 'react-aria-components';
import { ArchiveView } from '../archive/archive-view.tsx';
import { DossierList } from '../dossiers/dossier-list.tsx';
import { DossierView } from '../dossiers/dossier-view.tsx';
import { NewDossierDialog } from '../dossiers/new-dossier-dialog.tsx';
import { HighlightsView } from '../highlights/highlights-view.tsx';
import { useLanguage, useText } from '../i18n.ts';
import { DropTarget } from '../import/drop-target.tsx';
import { ImportTray } from '../import/import-tray.tsx';
import { DocumentList } from '../library/document-list.tsx';
import { LibrarySide } from '../library/library-side.tsx';
import { NewCollectionDialog } from '../library/new-collection-dialog.tsx';
import { SelectionBar } from '../library/selection-bar.tsx';
import { Trash } from '../library/trash.tsx';
import { tellDone } from '../notices.ts';
import { Overview } from '../overview/overview.tsx';
import { loadReaderWhenIdle, ReaderPlace } from '../reader-place.tsx';
import { navigate, type Route, useSettledRoute } from '../routes.ts';
import { SearchList } from '../search/search-list.tsx';
import { SettingsView } from '../settings/settings-view.tsx';
import { NoticeList } from '../ui/notice-list.tsx';
import { moved } from '../undo.ts';
import { Bar } from './bar.tsx';
import { opening } from './commands.ts';
import { ConnectionNote } from './connection-note.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { NothingOpen } from './nothing-open.tsx';
import { Palette } from './palette.tsx';
import { useWindowKeys } from './shortcuts.ts';
import { SidePane } from './side-pane.tsx';
import './app.css';

/** Where the side has room of its own; app.css has the same. */
const WIDE = '(min-width: 64rem)';

/** Where the skip link leads. */
const CONTENT_ID = 'content';

/** Shows the window at its present address. */
export function App() {
  const text = useText();
  const language = useLanguage();
  const [isSideShown, setSideShown] = useState(() => window.matchMedia(WIDE).matches);
  const [isKeysShown, setKeysShown] = useState(false);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [isMaking, setMaking] = useState(false);
  const hideSide = useCallback(() => setSideShown(false), []);
  const showKeys = useCallback(() => setKeysShown(true), []);
  const [isCollecting, setCollecting] = useState(false);
  useEffect(() => {
    const width = window.matchMedia(WIDE);
    const onWidth = () => setSideShown(width.matches);
    width.addEventListener('change', onWidth);
    return () => width.removeEventListener('change', onWidth);
  }, []);
  useEffect(loadReaderWhenIdle, []);
  useWindowKeys();
  useEffect(
    () =>
      opening.hear((what) => {
        if (what === 'palette') setPaletteOpen(true);
        else if (what === 'keys') setKeysShown(true);
        else if (what === 'dossier') setMaking(true);
        else if (what === 'collection') setCollecting(true);
      }),
    [],
  );
  useEffect(
    () => moved.hear(({ said, way }) => said !== '' && tellDone(way === 'undo' ? text('undo.said', { said }) : said)),
    [text],
  );
  return (
    <I18nProvider locale={language === 'en' ? 'en-GB' : language}>
      <div className="window">
        <Button className="skip-link" onPress={() => document.getElementById(CONTENT_ID)?.focus()}>
          {text('skip')}
        </Button>
        <Bar isSideShown={isSideShown} onSide={setSideShown} onKeys={showKeys} />
        <ConnectionNote />
        <Panes isSideShown={isSideShown} onHideSide={hideSide} />
        <DropTarget />
        <div className="corner">
          <NoticeList />
          <ImportTray />
        </div>
        {isKeysShown && <KeysDialog onClose={() => setKeysShown(false)} />}
        {isPaletteOpen && <Palette onClose={() => setPaletteOpen(false)} />}
        <NewCollectionDialog inside={isCollecting ? '' : undefined} onClose={() => setCollecting(false)} />
        <NewDossierDialog
          isOpen={isMaking}
          items={[]}
          onClose={() => setMaking(false)}
          onMade={(dossier) => navigate({ view: 'dossier', dossier })}
        />
      </div>
    </I18nProvider>
  );
}

/** The side stays as it is while the route changes. */
const SIDE = <LibrarySide />;

/** Shows the side, and what the present address is of. */
const Panes = memo(function Panes({
  isSideShown,
  onHideSide,
}: {
  readonly isSideShown: boolean;
  readonly onHideSide: () => void;
}) {
  const route = useSettledRoute();
  return (
    <div className={`panes ${route.view}`}>
      <SidePane isShown={isSideShown} onHide={onHideSide}>
        {SIDE}
      </SidePane>
      <Views route={route} />
    </div>
  );
});

function Views({ route }: { readonly route: Route }) {
  const text = useText();
  const shown = useRef<Route['view']>(undefined);
  // On a narrow window another view hides what had the focus.
  useEffect(() => {
    const had = shown.current;
    shown.current = route.view;
    if (had === undefined) return;
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) document.getElementById(CONTENT_ID)?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [route.view]);
  if (route.view !== 'list' && route.view !== 'document') {
    return (
      <main className="views">
        {/* Each view begins at its top, wherever one was in the one before. */}
        <div key={route.view} id={CONTENT_ID} className="pane reader-pane" tabIndex={-1}>
          {route.view === 'dossier' && <DossierView key={route.dossier} dossier={route.dossier} />}
          {route.view === 'dossiers' && <DossierList />}
          {route.view === 'highlights' && <HighlightsView filter={route.filter} />}
          {route.view === 'trash' && <Trash />}
          {route.view === 'archive' && <ArchiveView />}
          {route.view === 'settings' && <SettingsView />}
          {route.view === 'overview' && <Overview by={route.by ?? 'month'} />}
        </div>
      </main>
    );
  }
  const openId = route.view === 'document' ? route.document : undefined;
  return (
    <main className="views">
      <section className="pane list-pane" aria-label={text('list')}>
        {route.list.kind === 'search' ? (
          <SearchList place={route.list} openId={openId} />
        ) : (
          <DocumentList place={route.list} openId={openId} />
        )}
        <SelectionBar />
      </section>
      <div id={CONTENT_ID} className="pane reader-pane" tabIndex={-1}>
        {route.view === 'document' ? (
          <ReaderPlace document={route.document} annotation={route.annotation} passage={route.passage} />
        ) : (
          <NothingOpen />
        )}
      </div>
    </main>
  );
}
