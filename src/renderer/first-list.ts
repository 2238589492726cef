// What the window shows first is asked for before anything is drawn, and before the counts of its side, which take longer.
import type { QueryClient } from '@tanstack/react-query';
import { documentsQuery } from './library/document-list.tsx';
import { parseRoute } from './routes.ts';
import { searchQuery } from './search/find-all.ts';

/** Asks for the beginning of the list at the present address; whether it fails is told where it is shown. */
export function askForFirstList(client: QueryClient, interfaceLanguage: string): void {
  const route = parseRoute(location.hash);
  if (!('list' in route)) return;
  const { list } = route;
  if (list.kind === 'library') void client.prefetchQuery(documentsQuery(list, 0));
  else if (list.query.trim() !== '') void client.prefetchQuery(searchQuery(list, 0, interfaceLanguage));
}
