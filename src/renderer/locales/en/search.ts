// The words of the search in English.

export const search = {
  search: 'Search',
  'search.placeholder': 'Search all articles',
  'search.clear': 'Clear the search',
  'search.hits': 'What was found',
  'search.count': '{count, plural, =0 {Nothing found} one {# article} other {# articles}}',
  'search.fallBack': 'No article has all words; these have some of them.',
  'search.help': 'What the search understands',
  'search.help.phrase': 'these words side by side',
  'search.help.prefix': 'words that begin so',
  'search.help.like': 'one letter different',
  'search.help.without': 'articles without this word',
  'search.help.source': 'of one source',
  'search.help.after': 'since a day, month or year',
  'search.help.has': 'with highlights, or has:note',
};
