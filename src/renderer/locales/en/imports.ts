// The words of imports in English.

export const imports = {
  add: 'Add',
  'add.files': 'Files from this computer…',
  'add.paste': 'A text or an address…',
  import: 'Import',
  'import.drop': 'Drop to keep these articles',
  'import.tray': 'Imports',
  'import.running': 'Importing, {done} of {total} done',
  'import.done': '{count, plural, one {Import done} other {# imports done}}',
  'import.failed': '{count, plural, one {# import failed} other {# imports failed}}',
  'import.clear': 'Close the imports',
  'import.duplicate': 'Kept already:',
  'import.open': 'Open',
  'paste.title': 'Add a text or an address',
  'paste.content': 'Text of the article, or an address (https://…)',
  'paste.documentTitle': 'Title, if it is not in the text',
  'paste.source': 'Source, such as a newspaper',
  'paste.isAddress': 'The page at this address is fetched once and kept.',
};
