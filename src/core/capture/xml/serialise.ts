// Writes elements of XML as HTML, with only the attributes that a text needs.
import { escapeMarkup } from '../../../shared/escape-markup.ts';
import type { XmlElement } from './xml-tree.ts';

const VOID = /^(?:br|hr|img|wbr|source|col)$/u;
const ATTRIBUTES = /^(?:href|src|alt|title|lang|dir|colspan|rowspan|id|class|type|start|width|height|datetime|cite)$/u;

export interface SerialiseOptions {
  /** Names an element of another vocabulary as HTML does; an empty name leaves the element out with all it holds. */
  readonly rename?: (element: XmlElement) => string;
}

/** Writes what an element holds. */
export function htmlInside(element: XmlElement, { rename = ({ name }) => name }: SerialiseOptions = {}): string {
  return element.children
    .map((child) => {
      if (typeof child === 'string') return escapeMarkup(child);
      const name = rename(child).toLowerCase();
      if (name === '') return '';
      const attributes = Object.entries(child.attributes)
        .filter(([key]) => ATTRIBUTES.test(key))
        .map(([key, value]) => ` ${key}="${escapeMarkup(value)}"`);
      return `<${name}${attributes.join('')}>${VOID.test(name) ? '' : `${htmlInside(child, { rename })}</${name}>`}`;
    })
    .join('');
}
