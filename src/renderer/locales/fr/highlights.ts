// The words of the view of all highlights in French.
import type { highlights as english } from '../en/highlights.ts';

export const highlights: Readonly<Record<keyof typeof english, string>> = {
  highlights: 'Surlignages',
  'highlights.count':
    '{count, plural, =0 {Aucun surlignage} one {# surlignage ou note} other {# surlignages et notes}}',
  'highlights.none': 'Aucun surlignage pour le moment',
  'highlights.none.hint':
    'Sélectionnez un passage d’un article et choisissez une couleur, ou appuyez sur h : il figure ici, avec sa note et le chemin vers sa place.',
  'highlights.words': 'Mots',
  'highlights.tag': 'Mot-clé',
  'highlights.source': 'Source',
  'highlights.after': 'Faits depuis',
  'highlights.before': 'Faits avant',
  'highlights.any': 'Indifférent',
  'highlights.all': 'Tout afficher',
  'highlights.choose': 'Choisir {words}',
  'highlights.export': 'Exporter ceux-ci',
  'highlights.exportChosen': '{count, plural, one {Exporter celui choisi} other {Exporter les # choisis}}',
  'highlights.format.w3c': 'Annotations web (JSON-LD)',
  'highlights.format.csv': 'Tableau (CSV, comme Readwise)',
  'highlights.format.markdown': 'Markdown',
  'highlights.format.hypothesis': 'Hypothesis (JSON)',
  meanings: 'Sens des couleurs',
  'meanings.hint': 'Ils valent pour tous ceux qui utilisent cette archive et figurent à côté de chaque couleur.',
  'meanings.named': '{color} : {meaning}',
};
