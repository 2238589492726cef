// The words of the overview in French.
import type { overview as english } from '../en/overview.ts';

export const overview: Readonly<Record<keyof typeof english, string>> = {
  overview: 'Vue d’ensemble',
  'overview.count': '{count, plural, one {# article} other {# articles}}',
  'overview.by': 'Compter',
  'overview.by.day': 'Par jour',
  'overview.by.month': 'Par mois',
  'overview.by.year': 'Par année',
  'overview.undated':
    '{count, plural, one {# article n’a pas de date aussi précise} other {# articles n’ont pas de date aussi précise}}.',
  'overview.time': 'Articles dans le temps',
  'overview.sources': 'Articles par source',
  'overview.languages': 'Articles par langue',
  'overview.colors': 'Surlignages par couleur',
  'overview.table': 'En tableau',
  'overview.none':
    'Quand il y aura des articles, cette page montrera leur répartition dans le temps, par source et par langue.',
};
