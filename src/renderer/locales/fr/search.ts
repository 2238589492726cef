// The words of the search in French.
import type { search as english } from '../en/search.ts';

export const search: Readonly<Record<keyof typeof english, string>> = {
  search: 'Recherche',
  'search.placeholder': 'Rechercher dans tous les articles',
  'search.clear': 'Effacer la recherche',
  'search.hits': 'Résultats',
  'search.count': '{count, plural, =0 {Aucun résultat} one {# article} other {# articles}}',
  'search.fallBack': 'Aucun article ne contient tous les mots ; ceux-ci en contiennent certains.',
  'search.help': 'Ce que la recherche comprend',
  'search.help.phrase': 'ces mots côte à côte',
  'search.help.prefix': 'les mots qui commencent ainsi',
  'search.help.like': 'à une lettre près',
  'search.help.without': 'les articles sans ce mot',
  'search.help.source': 'd’une source',
  'search.help.after': 'depuis un jour, un mois, une année',
  'search.help.has': 'avec surlignages, ou has:note',
};
