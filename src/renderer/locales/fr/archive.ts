// The words of the archive's page in French.
import type { archive as english } from '../en/archive.ts';

export const archive: Readonly<Record<keyof typeof english, string>> = {
  archive: 'Archive',
  'archive.documents': 'Articles',
  'archive.captures': 'Captures',
  'archive.annotations': 'Surlignages et notes',
  'archive.dossiers': 'Dossiers',
  'archive.size': 'Sur le disque',
  'archive.export': 'Toute l’archive en un seul fichier',
  'archive.export.hint':
    'Pour un autre ordinateur, un autre programme ou une étagère : tout, avec les sommes de contrôle, dans un zip que les lecteurs d’archives web ouvrent aussi (WACZ).',
  'archive.export.do': 'Créer le fichier',
  'archive.export.running': 'Emballage…',
  'archive.export.done':
    '{documents, plural, one {# article} other {# articles}}, {annotations, plural, one {# surlignage ou note} other {# surlignages et notes}}',
  'archive.export.missing':
    '{count, plural, one {# fichier n’est pas ici et n’est pas parti} other {# fichiers ne sont pas ici et ne sont pas partis}} avec le reste.',
  'archive.export.changed':
    '{count, plural, one {# fichier n’est plus tel qu’il a été capturé ; il est parti tel quel} other {# fichiers ne sont plus tels qu’ils ont été capturés ; ils sont partis tels quels}}.',
  'archive.export.save': 'Enregistrer le fichier',
  health: 'Tout est-il là ?',
  'health.good': 'Rien ne manque et rien n’est en attente.',
  'health.which': 'Lesquels',
  'health.vanished': '{count, plural, one {# capture a disparu.} other {# captures ont disparu.}}',
  'health.vanished.remedy':
    'Il en manque tant d’un coup que quelqu’un a peut-être vidé le dossier, ou qu’un disque n’est pas là. Rien n’est reconstruit ni supprimé avant que vous n’ayez regardé : remettez les fichiers depuis une sauvegarde ou l’historique de la synchronisation.',
  'health.missing': '{count, plural, one {# capture manque ici.} other {# captures manquent ici.}}',
  'health.missing.remedy':
    'Personne ne l’a retirée dans Pressmark. Remettez-la depuis une sauvegarde ; sa notice et ses surlignages restent d’ici là.',
  'health.damaged': '{count, plural, one {# fichier ne s’ouvre pas.} other {# fichiers ne s’ouvrent pas.}}',
  'health.damaged.remedy': 'Vérifiez l’archive et remettez ce qui est abîmé depuis une sauvegarde.',
  'health.awaited':
    '{count, plural, one {# capture n’est pas encore arrivée} other {# captures ne sont pas encore arrivées}} d’un autre ordinateur.',
  'health.awaited.remedy': 'La synchronisation les apportera.',
  'health.arriving': '{count, plural, one {# fichier arrive} other {# fichiers arrivent}} encore.',
  'health.arriving.remedy': 'Ils seront lus quand ils seront entiers.',
  'health.setAside': '{count, plural, one {# modification est datée} other {# modifications sont datées}} du futur.',
  'health.setAside.remedy':
    'L’horloge de l’ordinateur qui les a faites est fausse. Elles compteront quand leur heure sera venue.',
  'health.clock': 'L’horloge de cet ordinateur était fausse lors de certaines modifications.',
  'health.clock.remedy': 'Elles sont conservées et comptent. Réglez l’horloge.',
  history: 'Qui a fait quoi',
  'history.document.put': 'a modifié la notice d’un article',
  'history.document.remove': 'a mis un article à la corbeille',
  'history.document.restore': 'a repris un article de la corbeille',
  'history.document.purge': 'a supprimé un article pour de bon',
  'history.capture.add': 'a capturé « {name} »',
  'history.reading.add': 'a fait une lecture',
  'history.reading.choose': 'a choisi une lecture',
  'history.tag.add': 'a ajouté le mot-clé « {name} »',
  'history.tag.remove': 'a retiré le mot-clé « {name} »',
  'history.collection.add': 'a mis un article dans « {name} »',
  'history.collection.remove': 'a retiré un article de « {name} »',
  'history.annotation.put': 'a fait ou modifié un surlignage ou une note',
  'history.annotation.remove': 'a supprimé un surlignage ou une note',
  'history.dossier.put': 'a fait ou modifié le dossier « {name} »',
  'history.dossier.remove': 'a supprimé un dossier',
  'history.collection.put': 'a créé la collection « {name} »',
  'history.collection.dissolved': 'a dissous une collection',
  'history.search.put': 'a enregistré la recherche « {name} »',
  'history.search.remove': 'a supprimé une recherche enregistrée',
  verify: 'Vérifier l’archive',
  'verify.hint': 'La vérification lit chaque octet et le compare à sa somme de contrôle.',
  'verify.fix': 'Relire ceux qui sont abîmés',
  'verify.fix.hint': 'Là où l’original est sain, une lecture abîmée peut être refaite à partir de lui.',
  'verify.fixed':
    '{count, plural, one {# lecture a été refaite} other {# lectures ont été refaites}} à partir des originaux.',
  'verify.running': 'Lecture de chaque octet…',
  'verify.read':
    '{documents, plural, one {# document} other {# documents}}, {files, plural, one {# fichier} other {# fichiers}} et {entries, plural, one {# entrée de journal} other {# entrées de journal}} ont été lus.',
  'verify.whole': 'Tout est tel qu’au moment de la capture.',
  'verify.damaged':
    '{count, plural, one {# élément n’est plus ce qu’il était.} other {# éléments ne sont plus ce qu’ils étaient.}}',
  'verify.missing': 'manque',
  'verify.changed': 'a été modifié',
  'verify.unexpected': 'n’a pas sa place ici',
  'verify.unreadable': 'est illisible',
  'verify.line': 'ligne {line} :',
  'verify.torn': 'a été coupée pendant l’écriture',
  'verify.arriving': 'est en cours d’arrivée',
  'verify.future': 'a été écrite par une version plus récente',
  'verify.remedy':
    'Recopiez ces fichiers depuis une sauvegarde, ou importez de nouveau les articles. Rien d’autre n’est touché.',
  'health.copies':
    '{count, plural, one {Un journal est là sous un nom donné} other {# journaux sont là sous des noms donnés}} par un programme de synchronisation.',
  'health.copies.remedy': 'Rien n’est perdu : tout ce qu’ils disent est lu et compte. Ils peuvent rester.',
};
