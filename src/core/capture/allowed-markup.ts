// What a reading copy may hold: elements, attributes and their values. Everything else is taken out by the sanitiser.
import { ROLE_ATTRIBUTE } from '../../shared/reading-text-elements.ts';

const MATHML =
  'math semantics annotation mi mn mo ms mtext mspace mrow mfrac msqrt mroot mstyle merror mpadded mphantom mfenced menclose msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd mlabeledtr'.split(
    ' ',
  );

const IN_FORMULAS = new Set(MATHML);

/** The name space that an element with this name stands in, when it is what it seems. */
export function namespaceOf(tag: string): string {
  return IN_FORMULAS.has(tag) ? 'http://www.w3.org/1998/Math/MathML' : 'http://www.w3.org/1999/xhtml';
}

/** Text, its structure, images, formulas. No form, frame, plug-in, media that load, drawing, or anything of a page's head. */
export const ALLOWED_TAGS: readonly string[] = [
  ...'a abbr address article b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr'.split(
    ' ',
  ),
  ...MATHML,
];

/** Elements that are taken out with all they hold; of others that are not allowed the content stays. */
export const REMOVED_WHOLE: readonly string[] =
  'annotation-xml applet audio base button canvas datalist dialog embed form frame frameset head iframe input link map meta meter noembed noframes noscript object optgroup option param plaintext portal progress script select slot source style svg template textarea title track video xmp'.split(
    ' ',
  );

const WEB_ADDRESS = /^https?:\/\/[^\s\\]+$/iu;
const LANGUAGE_TAG = /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/iu;
const NUMBER = /^\d{1,5}$/u;
const ANY = /^/u;
/** Words that no parser takes for the end of something else, wherever they come to stand. */
const WORDS = /^(?![\s\S]*(?:--!?>|\]>|<\/(?:style|script|title|xmp|textarea|noscript|iframe|noembed|noframes)))/iu;

/** The ids of notes are given by us, so that none can stand for an object of the window. */
export const NOTE_ID = /^note-\d+$/u;

/** Attributes with the elements that may have them (`*` for all) and the form of their values. */
const ATTRIBUTES: Readonly<Record<string, readonly [tags: string, value: RegExp]>> = {
  lang: ['*', LANGUAGE_TAG],
  dir: ['*', /^(?:ltr|rtl|auto)$/iu],
  id: ['*', NOTE_ID],
  [ROLE_ATTRIBUTE]: ['*', /^(?:caption|credit)$/u],
  href: ['a', /^(?:https?:\/\/[^\s\\]+|#note-\d+)$/iu],
  src: ['img', /^media\/\d+\.(?:png|jpg|gif|webp|avif)$/u],
  'data-src': ['img', WEB_ADDRESS],
  alt: ['img', WORDS],
  width: ['img', NUMBER],
  height: ['img', NUMBER],
  title: ['abbr dfn', WORDS],
  datetime: ['time del ins', /^[\w:.+\- ]{1,40}$/u],
  colspan: ['td th', NUMBER],
  rowspan: ['td th', NUMBER],
  scope: ['th', /^(?:row|col|rowgroup|colgroup)$/iu],
  span: ['col colgroup', NUMBER],
  start: ['ol', /^-?\d{1,7}$/u],
  reversed: ['ol', ANY],
  value: ['li', /^-?\d{1,7}$/u],
  type: ['ol', /^[1aAiI]$/u],
  open: ['details', ANY],
  display: ['math', /^(?:block|inline)$/iu],
  encoding: ['annotation', /^[\w/+.-]{1,60}$/u],
  mathvariant: ['mi mn mo ms mtext mstyle', /^[\w-]{1,30}$/u],
  stretchy: ['mo', /^(?:true|false)$/u],
  accent: ['mover munder munderover', /^(?:true|false)$/u],
};

export const ALLOWED_ATTRIBUTES: readonly string[] = Object.keys(ATTRIBUTES);

/** Tells whether an element may have an attribute with a value; names in lower case. */
export function isAllowedAttribute(tag: string, name: string, value: string): boolean {
  const rule = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined;
  if (rule === undefined) return false;
  const [tags, form] = rule;
  return (tags === '*' || tags.split(' ').includes(tag)) && form.test(value);
}
