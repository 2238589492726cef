// Brings the markup of captured pages to where XHTML allows it (HTML Standard, content models): browsers forgive, checkers of books do not. No word is lost.
import { DomUtils } from 'htmlparser2';

type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

const BLOCKS = new Set(
  'address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul'.split(
    ' ',
  ),
);
/** Elements that hold nothing but words and what is within a line. */
const LINES = new Set('p h1 h2 h3 h4 h5 h6 pre b cite code em i q small span strong sub sup u'.split(' '));

/** Mends an element and all that are in it. */
export function mendContentModel(top: Element): void {
  for (const element of DomUtils.getElementsByTagName('*', top)) mend(element);
}

function mend(element: Element): void {
  switch (element.name) {
    case 'picture':
      element.name = 'span';
      break;
    case 'figcaption':
      if (parentName(element) !== 'figure') element.name = 'div';
      break;
    case 'ul':
    case 'ol':
      mendList(element);
      break;
    case 'dl':
      mendTerms(element);
      break;
    default:
      if (LINES.has(element.name) && holdsBlock(element)) element.name = 'div';
  }
}

/** A list within a list belongs to the item before it, and what is within a line is an item; where words lie loose it is no list. */
function mendList(list: Element): void {
  const isLoose = list.children.some((child) => DomUtils.isText(child) && child.data.trim() !== '');
  const [first] = childElements(list);
  if (isLoose || (first && BLOCKS.has(first.name))) {
    makePlain(list);
    return;
  }
  let last: Element | undefined;
  for (const child of childElements(list)) {
    if (child.name === 'li') last = child;
    else if (BLOCKS.has(child.name) && last) {
      DomUtils.removeElement(child);
      DomUtils.appendChild(last, child);
    } else if (!BLOCKS.has(child.name)) {
      child.name = 'li';
      last = child;
    }
  }
}

/** Explanations without a term are no list of terms. */
function mendTerms(list: Element): void {
  const children = childElements(list);
  if (children[0]?.name === 'dt' || children.every(({ name }) => name === 'div')) return;
  makePlain(list);
}

function makePlain(list: Element): void {
  for (const each of [list, ...childElements(list)]) if (!BLOCKS.has(each.name) || each === list) each.name = 'div';
}

function holdsBlock(element: Element): boolean {
  return DomUtils.existsOne((node) => DomUtils.isTag(node) && BLOCKS.has(node.name), element.children);
}

function childElements(element: Element): Element[] {
  return element.children.filter((child) => DomUtils.isTag(child));
}

function parentName({ parent }: Element): string | undefined {
  return parent && DomUtils.isTag(parent) ? parent.name : undefined;
}
