// The reader's words in French.
import type { reader as english } from '../en/reader.ts';

export const reader: Readonly<Record<keyof typeof english, string>> = {
  'reader.loading': 'Ouverture de l’article…',
  'reader.cannotOpen': 'L’article ne peut pas être ouvert',
  'reader.untitled': 'Sans titre',
  'reader.original': 'Adresse d’origine',
  'reader.openLink': 'Ouvrir {host} dans le navigateur ?',
  'reader.open': 'Ouvrir',
  'reader.cancel': 'Annuler',
  'reader.otherText':
    'Cette page n’est pas le texte que contient l’archive : les passages surlignés ne sont pas affichés, et l’on ne peut pas en ajouter.',
  'reader.cannotPaint':
    'Ce navigateur ne peut pas afficher le surlignage. Une version récente de Chrome, Edge, Firefox ou Safari le peut.',
  'reader.annotationsUnread': 'Les passages surlignés n’ont pas pu être lus.',
  'reader.selection': 'Passage sélectionné',
  'reader.highlightIn': 'Surligner en {color} ({key})',
  'reader.color.yellow': 'jaune',
  'reader.color.green': 'vert',
  'reader.color.blue': 'bleu',
  'reader.color.pink': 'rose',
  'reader.color.purple': 'violet',
  'reader.highlighted': 'Surligné en {color}.',
  'reader.recolored': 'Désormais en {color}.',
  'reader.removed': 'Surlignage supprimé.',
  'reader.addNote': 'Ajouter une note',
  'reader.editNote': 'Modifier la note',
  'reader.copy': 'Copier',
  'reader.remove': 'Supprimer le surlignage',
  'reader.goTo': 'Aller au passage',
  'reader.notes': 'Passages surlignés et notes',
  'reader.hint':
    'Sélectionnez un passage pour le surligner : à la souris, du doigt, ou avec Maj et les flèches, puis H.',
  'reader.highlight': 'Surlignage',
  'reader.wholeNote': 'Note sur tout l’article',
  'reader.wholeNotes': 'Sur tout l’article',
  'reader.noteIs': 'note : {note}',
  'reader.lost': 'Introuvables dans ce texte',
  'reader.lostWhy':
    'Ces annotations ont été faites sur une autre version de l’article ; leur place dans celle-ci n’est pas certaine.',
  'reader.orphan': 'introuvable',
  'reader.ambiguous': 'trouvé à plusieurs endroits',
  'reader.saved': 'Enregistré',
  'reader.saving': 'Pas encore enregistré',
  'reader.notSaved': 'Non enregistré',
  'reader.tryAgain': 'Réessayer',
  'reader.unsaved':
    '{count, plural, one {Une modification n’est pas enregistrée.} other {# modifications ne sont pas enregistrées.}}',
  'reader.note': 'Note',
  'reader.tags': 'Mots-clés, séparés par des virgules',
  'reader.colorOf': 'Couleur',
  'reader.keepNote': 'Terminé',
};
