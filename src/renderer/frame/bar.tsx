// The bar over the panes: the side, the way back on a narrow window, the search, adding, settings.
import { ArrowLeft, ArrowRight, PanelLeft } from 'lucide-react';
import { memo } from 'react';
import { Button, Link, ToggleButton } from 'react-aria-components';
import { useText } from '../i18n.ts';
import { AddMenu } from '../import/add-menu.tsx';
import { formatRoute, navigate, START, useSettledRoute } from '../routes.ts';
import { SearchBar } from '../search/search-bar.tsx';
import { SettingsMenu } from './settings-menu.tsx';
import './bar.css';

export interface BarProps {
  readonly isSideShown: boolean;
  readonly onSide: (isShown: boolean) => void;
  readonly onKeys: () => void;
}

/** Shows the bar. */
export const Bar = memo(function Bar({ isSideShown, onSide, onKeys }: BarProps) {
  const text = useText();
  return (
    <header className="bar">
      <div className="bar-start">
        <ToggleButton className="button icon" aria-label={text('side')} isSelected={isSideShown} onChange={onSide}>
          <PanelLeft aria-hidden size={18} />
        </ToggleButton>
        <BackToList />
        {window.pressmark !== undefined && (
          <>
            <Button className="button icon wide-only" aria-label={text('keys.back')} onPress={() => history.back()}>
              <ArrowLeft aria-hidden size={18} />
            </Button>
            <Button
              className="button icon wide-only"
              aria-label={text('keys.forward')}
              onPress={() => history.forward()}
            >
              <ArrowRight aria-hidden size={18} />
            </Button>
          </>
        )}
        <Link className="wordmark" href={formatRoute(START)}>
          Pressmark
        </Link>
      </div>
      <search className="bar-search">
        <SearchBar />
      </search>
      <div className="bar-end">
        <AddMenu />
        <SettingsMenu onKeys={onKeys} />
      </div>
    </header>
  );
});

/** Leads from an article back to its list, where only one of the two is seen. */
function BackToList() {
  const text = useText();
  const route = useSettledRoute();
  if (route.view !== 'document') return null;
  return (
    <Button
      className="button icon bar-back"
      aria-label={text('list.back')}
      onPress={() => navigate({ view: 'list', list: route.list })}
    >
      <ArrowLeft aria-hidden size={18} />
    </Button>
  );
}
