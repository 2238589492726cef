// What a failure says in a window where its own English sentence speaks of the command line.

export const english: Readonly<Record<string, string>> = {
  'pressmark dossier list shows them.': 'The view “Dossiers” shows them all.',
  'Import the article first, or name it with --document ID.': 'Import the article first.',
  'See which there are with: pressmark labels list': 'The side of the library shows which there are.',
  'See them numbered with: pressmark show ID --text | nl -ba': '“Correct the text” shows the lines.',
  'Import the newer file with --url and the address of the older one.':
    'Import the newer file with the address of the older one.',
  'Its captures are listed by: pressmark reading {0}. Fetch it again with: pressmark recapture {1}':
    'Its captures are in its details; capture it again for another one.',
  'pressmark searches list shows them.': 'The side of the library shows them.',
  'Bring it back with: pressmark restore {0}': 'It can be brought back from the trash.',
  'Open it in a browser that may see it, save the page, and import the file with --url.':
    'Open it in a browser that may see it, save the page, and import the file.',
  'Add --allow-private to permit that.': 'The settings can permit that, under “Fetching”.',
  'Raise --max-size, or export fewer articles or parts.':
    'Choose a higher limit of size, or export fewer articles or parts.',
  'Raise --max-size, or export fewer articles.': 'Choose a higher limit of size, or export fewer articles.',
  'Change it with --correct 1=TITLE.': 'Change it instead.',
  'name the format with --format': 'say which format it is in',
  'give its password with --password': 'save it without a password, or import it with the command line and --password',
  'name the pages of each part with --pages': 'name the pages of each part',
  'Run `pressmark verify` to see what is damaged.': '“Verify” in the view Archive shows what is damaged.',
  '{0} is no archive that export-archive has written.': '{0} is no archive that Pressmark has exported.',
  'Articles of other programs come in with: pressmark import FILE': 'Articles of other programs are added as files.',
  'pressmark settings list shows them.': 'The page of settings shows them.',
  'Give its password with --password.': 'Export it with the command line, and --password.',
  'Raise --max-size: the pages of an original are not changed.':
    'Choose a higher limit of size: the pages of an original are not changed.',
  'Set HTTPS_PROXY to a proxy that speaks HTTP, and start Pressmark again.':
    'Name a proxy that speaks HTTP in the settings.',
  'Export its text instead, with --pdf-as reading.': 'Export its text instead.',
};
