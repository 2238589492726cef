// What the desktop program says outside its window, in menus and dialogs of the system: English, French, Chinese.
import type { FailureLanguage } from '../shared/failure-words/say-failure.ts';

const EN = {
  language: 'en' as FailureLanguage,
  file: 'File',
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  help: 'Help',
  importFiles: 'Import Files…',
  importFolder: 'Import Folder…',
  newArchive: 'New Archive…',
  openArchive: 'Open Archive…',
  openSample: 'Open Sample Archive',
  showArchive: 'Show Archive Folder',
  undo: 'Undo',
  redo: 'Redo',
  find: 'Find in Article',
  search: 'Search Everything',
  commands: 'Commands…',
  settings: 'Settings…',
  keys: 'Keyboard Shortcuts',
  showLog: 'Show the Log File',
  open: 'Open',
  cancel: 'Cancel',
  quit: 'Quit',
  goOn: 'Go On',
  openInBrowser: 'Open {host} in your browser?',
  firstTitle: 'Pressmark keeps articles in an archive: an ordinary folder that is yours.',
  firstDetail:
    'The sample archive has a few articles with highlights, to look around. You can open another at any time.',
  sample: 'Look at the Sample',
  empty: 'New, Empty Archive…',
  folder: 'Open a Folder…',
  archiveName: 'Press Archive',
  sampleName: 'Pressmark Sample',
  notAnArchive: '“{name}” is neither an archive nor an empty folder.',
  notAnArchiveDetail:
    'An archive has a file pressmark.json. To import the files of a folder, use File › Import Folder.',
  notOpened: 'The archive could not be opened.',
  importDone: '{imported} imported, {duplicate} already there, {failed} failed.',
  windowCrashed: 'The window stopped unexpectedly.',
  coreCrashed: 'The part of Pressmark that keeps the archive stopped unexpectedly and was started again.',
  coreStays: 'The part of Pressmark that keeps the archive stops again and again. It is not started any more.',
  nothingLost: 'Nothing that was shown as saved is lost.',
};

export type Labels = { readonly [Key in Exclude<keyof typeof EN, 'language'>]: string } & {
  /** In which failures are told. */
  readonly language: FailureLanguage;
};

const FR: Labels = {
  language: 'fr',
  file: 'Fichier',
  edit: 'Édition',
  view: 'Affichage',
  window: 'Fenêtre',
  help: 'Aide',
  importFiles: 'Importer des fichiers…',
  importFolder: 'Importer un dossier…',
  newArchive: 'Nouvelle archive…',
  openArchive: 'Ouvrir une archive…',
  openSample: 'Ouvrir l’archive d’exemple',
  showArchive: 'Afficher le dossier de l’archive',
  undo: 'Annuler',
  redo: 'Rétablir',
  find: 'Rechercher dans l’article',
  search: 'Rechercher partout',
  commands: 'Commandes…',
  settings: 'Réglages…',
  keys: 'Raccourcis clavier',
  showLog: 'Afficher le journal du programme',
  open: 'Ouvrir',
  cancel: 'Annuler',
  quit: 'Quitter',
  goOn: 'Continuer',
  openInBrowser: 'Ouvrir {host} dans votre navigateur ?',
  firstTitle: 'Pressmark garde les articles dans une archive : un dossier ordinaire, qui est à vous.',
  firstDetail:
    'L’archive d’exemple contient quelques articles surlignés, pour découvrir le programme. Vous pouvez en ouvrir une autre à tout moment.',
  sample: 'Voir l’exemple',
  empty: 'Nouvelle archive vide…',
  folder: 'Ouvrir un dossier…',
  archiveName: 'Archive de presse',
  sampleName: 'Pressmark, exemple',
  notAnArchive: '« {name} » n’est ni une archive ni un dossier vide.',
  notAnArchiveDetail:
    'Une archive contient un fichier pressmark.json. Pour importer les fichiers d’un dossier : Fichier › Importer un dossier.',
  notOpened: 'L’archive n’a pas pu être ouverte.',
  importDone: '{imported} importés, {duplicate} déjà présents, {failed} en échec.',
  windowCrashed: 'La fenêtre s’est arrêtée de façon inattendue.',
  coreCrashed: 'La partie de Pressmark qui garde l’archive s’est arrêtée de façon inattendue ; elle a été relancée.',
  coreStays: 'La partie de Pressmark qui garde l’archive s’arrête sans cesse. Elle n’est plus relancée.',
  nothingLost: 'Rien de ce qui était indiqué comme enregistré n’est perdu.',
};

const ZH: Labels = {
  language: 'zh',
  file: '文件',
  edit: '编辑',
  view: '视图',
  window: '窗口',
  help: '帮助',
  importFiles: '导入文件…',
  importFolder: '导入文件夹…',
  newArchive: '新建档案库…',
  openArchive: '打开档案库…',
  openSample: '打开示例档案库',
  showArchive: '显示档案库文件夹',
  undo: '撤销',
  redo: '重做',
  find: '在文章中查找',
  search: '全部搜索',
  commands: '命令…',
  settings: '设置…',
  keys: '键盘快捷键',
  showLog: '显示日志文件',
  open: '打开',
  cancel: '取消',
  quit: '退出',
  goOn: '继续',
  openInBrowser: '要在浏览器中打开 {host} 吗？',
  firstTitle: 'Pressmark 把文章保存在档案库中：一个属于您的普通文件夹。',
  firstDetail: '示例档案库里有几篇带标注的文章，可供浏览。您随时可以打开其他档案库。',
  sample: '查看示例',
  empty: '新建空档案库…',
  folder: '打开文件夹…',
  archiveName: '新闻档案库',
  sampleName: 'Pressmark 示例',
  notAnArchive: '“{name}”既不是档案库，也不是空文件夹。',
  notAnArchiveDetail: '档案库里有 pressmark.json 文件。要导入文件夹中的文件，请使用“文件 › 导入文件夹”。',
  notOpened: '无法打开档案库。',
  importDone: '已导入 {imported} 项，已存在 {duplicate} 项，失败 {failed} 项。',
  windowCrashed: '窗口意外停止。',
  coreCrashed: 'Pressmark 中保管档案库的部分意外停止，已重新启动。',
  coreStays: 'Pressmark 中保管档案库的部分反复停止，不再重新启动。',
  nothingLost: '已显示为保存的内容不会丢失。',
};

/** Gives the words of the first of the person's languages that there are words for; English otherwise. */
export function labelsFor(languages: readonly string[]): Labels {
  for (const language of languages) {
    const found = { en: EN, fr: FR, zh: ZH }[language.slice(0, 2).toLowerCase()];
    if (found !== undefined) return found;
  }
  return EN;
}
