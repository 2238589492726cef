// What a person sets for themselves, the same in every window and for every archive of theirs. Kept in the configuration folder.
import { z } from 'zod';
import { LABEL_LANGUAGES, PAPERS, type Paper } from './dossier.ts';

const LONGEST_TEXT = 200;
/** Certificates of a company, as text: some fifty of them. */
const LONGEST_CERTIFICATES = 200_000;

const text = z.string().trim().max(LONGEST_TEXT);
const papers = Object.keys(PAPERS) as [Paper, ...Paper[]];

/** Every setting with the values that it can have. An empty text means that nothing is set. */
export const settingsSchema = z.object({
  /** The name that signs annotations; else the login name. */
  person: text,
  /** Of the window; `system` is the language of the browser or the system. */
  language: z.enum(['system', 'en', 'fr', 'zh']),
  theme: z.enum(['system', 'light', 'sepia', 'dark']),
  'reading.face': z.enum(['serif', 'sans']),
  /** A step of the scale of type sizes. */
  'reading.size': z.number().int().min(0).max(6),
  'reading.width': z.enum(['narrow', 'medium', 'wide']),
  'reading.leading': z.enum(['tight', 'medium', 'loose']),
  /** `system` is what the environment says, `none` is no proxy; else its address, without name and password. */
  'fetching.proxy': text,
  /** Hosts that are reached without the proxy that is named here, parted by commas; `*` alone is all of them. */
  'fetching.proxyExceptions': z.string().trim().max(2000),
  /** Certificates in PEM that are trusted besides those of the system. */
  'fetching.certificates': z.string().trim().max(LONGEST_CERTIFICATES),
  /** Whether addresses on this computer's own networks may be fetched. */
  'fetching.allowPrivate': z.boolean(),
  /** The most that a page may have, in megabytes. */
  'fetching.pageMegabytes': z.number().int().min(1).max(512),
  /** The longest that a page may take, in seconds. */
  'fetching.pageSeconds': z.number().int().min(5).max(600),
  /** Pictures and other parts of one page that are fetched. */
  'fetching.resources': z.number().int().min(0).max(5000),
  /** What the window's export of a dossier offers first. */
  'dossier.paper': z.enum(papers),
  'dossier.edition': z.enum(['recipient', 'internal']),
  /** What new dossiers begin with; `articles` is the language of most of their articles. */
  'dossier.language': z.enum(['articles', ...LABEL_LANGUAGES]),
  'dossier.author': text,
  /** The name of a CSL style. */
  'dossier.citationStyle': z.enum(['press', 'apa', 'harvard1', 'vancouver']),
});
export type Settings = z.infer<typeof settingsSchema>;
export type SettingName = keyof Settings;
export const SETTING_NAMES = Object.keys(settingsSchema.shape) as readonly SettingName[];

/** What holds while nothing is set. */
export const USUAL_SETTINGS: Settings = {
  person: '',
  language: 'system',
  theme: 'system',
  'reading.face': 'serif',
  'reading.size': 2,
  'reading.width': 'medium',
  'reading.leading': 'medium',
  'fetching.proxy': 'system',
  'fetching.proxyExceptions': '',
  'fetching.certificates': '',
  'fetching.allowPrivate': false,
  'fetching.pageMegabytes': 64,
  'fetching.pageSeconds': 60,
  'fetching.resources': 500,
  'dossier.paper': 'A4',
  'dossier.edition': 'recipient',
  'dossier.language': 'articles',
  'dossier.author': '',
  'dossier.citationStyle': 'press',
};

/** Values by the names of settings; null takes a setting back to what is usual. */
export type SettingsChange = { readonly [N in SettingName]?: Settings[N] | null };
