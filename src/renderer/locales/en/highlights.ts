// The words of the view of all highlights in English.

export const highlights = {
  highlights: 'Highlights',
  'highlights.count': '{count, plural, =0 {No highlights} one {# highlight or note} other {# highlights and notes}}',
  'highlights.none': 'No highlights yet',
  'highlights.none.hint':
    'Select a passage of an article and choose a colour, or press h: it is listed here, with its note and the way back to its place.',
  'highlights.words': 'Words',
  'highlights.tag': 'Tag',
  'highlights.source': 'Source',
  'highlights.after': 'Made since',
  'highlights.before': 'Made before',
  'highlights.any': 'Any',
  'highlights.all': 'Show all',
  'highlights.choose': 'Choose {words}',
  'highlights.export': 'Export these',
  'highlights.exportChosen': '{count, plural, one {Export the chosen one} other {Export the # chosen}}',
  'highlights.format.w3c': 'Web Annotations (JSON-LD)',
  'highlights.format.csv': 'Table (CSV, as Readwise)',
  'highlights.format.markdown': 'Markdown',
  'highlights.format.hypothesis': 'Hypothesis (JSON)',
  meanings: 'Meanings of the colours',
  'meanings.hint': 'They hold for all who use this archive, and stand beside each colour.',
  'meanings.named': '{color}: {meaning}',
};
