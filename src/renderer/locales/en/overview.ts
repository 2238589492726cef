// The words of the overview in English.

export const overview = {
  overview: 'Overview',
  'overview.count': '{count, plural, one {# article} other {# articles}}',
  'overview.by': 'Counted by',
  'overview.by.day': 'By day',
  'overview.by.month': 'By month',
  'overview.by.year': 'By year',
  'overview.undated':
    '{count, plural, one {# article has no date so precise} other {# articles have no date so precise}}.',
  'overview.time': 'Articles over time',
  'overview.sources': 'Articles by source',
  'overview.languages': 'Articles by language',
  'overview.colors': 'Highlights by colour',
  'overview.table': 'As a table',
  'overview.none': 'When articles are here, this page shows how they spread over time, sources and languages.',
};
