// The catalogue of this language, joined from a file for each part of the window.
import { archive } from './archive.ts';
import { dossiers } from './dossiers.ts';
import { frame } from './frame.ts';
import { highlights } from './highlights.ts';
import { imports } from './imports.ts';
import { library } from './library.ts';
import { overview } from './overview.ts';
import { reader } from './reader.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';

export const messages = {
  ...frame,
  ...library,
  ...search,
  ...imports,
  ...dossiers,
  ...overview,
  ...reader,
  ...archive,
  ...highlights,
  ...settings,
};
