// The words of imports in French.
import type { imports as english } from '../en/imports.ts';

export const imports: Readonly<Record<keyof typeof english, string>> = {
  add: 'Ajouter',
  'add.files': 'Des fichiers de cet ordinateur…',
  'add.paste': 'Un texte ou une adresse…',
  import: 'Importer',
  'import.drop': 'Déposez pour conserver ces articles',
  'import.tray': 'Importations',
  'import.running': 'Importation, {done} sur {total}',
  'import.done': '{count, plural, one {Importation terminée} other {# importations terminées}}',
  'import.failed': '{count, plural, one {# importation a échoué} other {# importations ont échoué}}',
  'import.clear': 'Fermer les importations',
  'import.duplicate': 'Déjà conservé :',
  'import.open': 'Ouvrir',
  'paste.title': 'Ajouter un texte ou une adresse',
  'paste.content': 'Texte de l’article, ou une adresse (https://…)',
  'paste.documentTitle': 'Titre, s’il n’est pas dans le texte',
  'paste.source': 'Source, par exemple un journal',
  'paste.isAddress': 'La page à cette adresse est récupérée une fois et conservée.',
};
