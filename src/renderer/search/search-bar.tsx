// The search field of the bar. What stands in it is the address: there is no other state, so back and forward work.
import { Search, X } from 'lucide-react';
import { Button, Input, SearchField } from 'react-aria-components';
import { SEARCH_ID } from '../frame/commands.ts';
import { useText } from '../i18n.ts';
import { navigate, type Route, START, useRoute } from '../routes.ts';
import { LIST_ID } from '../ui/virtual-list.tsx';

/** Shows the field; each keystroke asks anew, Enter or the down arrow goes to the hits. */
export function SearchBar() {
  const text = useText();
  const route = useRoute();
  const query = 'list' in route && route.list.kind === 'search' ? route.list.query : '';
  return (
    <SearchField
      className="search-field"
      aria-label={text('search')}
      value={query}
      onChange={(typed) => goTo(typed, route)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown' || event.key === 'Enter') document.getElementById(LIST_ID)?.focus();
        else event.continuePropagation();
      }}
    >
      <Search aria-hidden size={16} />
      <Input id={SEARCH_ID} placeholder={text('search.placeholder')} autoComplete="off" spellCheck={false} />
      {query === '' ? (
        <kbd aria-hidden>/</kbd>
      ) : (
        <Button className="button icon" aria-label={text('search.clear')}>
          <X aria-hidden size={14} />
        </Button>
      )}
    </SearchField>
  );
}

/** The first letter is a step to come back from; the rest of the typing is the same step. */
function goTo(typed: string, route: Route): void {
  const isSearching = route.view === 'list' && route.list.kind === 'search';
  if (typed === '') navigate(START);
  else navigate({ view: 'list', list: { kind: 'search', query: typed } }, isSearching ? 'replace' : 'push');
}
