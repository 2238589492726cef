// The rules of the reading text, version 1, as a table: what stands in an article's element, and the text it becomes.
// Every DOM that reads articles runs this table; the markup is well formed, so that every parser makes the same tree of it.

export interface ReadingTextCase {
  readonly name: string;
  readonly title?: string;
  /** What is inside `<article>`. */
  readonly html: string;
  /** The lines after line one. */
  readonly lines: readonly string[];
  /** Line one, where it is not `title`. */
  readonly firstLine?: string;
  readonly blocks?: readonly (readonly [number, 'caption' | 'credit'])[];
}

export const READING_TEXT_CASES: readonly ReadingTextCase[] = [
  {
    name: 'paragraphs and headings are blocks',
    html: '<h2>Head</h2><p>One.</p><p>Two.</p>',
    lines: ['Head', 'One.', 'Two.'],
  },
  { name: 'text outside of any block is a block', html: 'One.<p>Two.</p>Three.', lines: ['One.', 'Two.', 'Three.'] },
  {
    name: 'white space of every kind is one space',
    html: '<p>  a \n\t b\u00a0c\u2003d\u202fe </p>',
    lines: ['a b c d e'],
  },
  { name: 'white space across elements is one space', html: '<p><b>a </b> <i> b</i></p>', lines: ['a b'] },
  {
    name: 'inline elements and links keep words together',
    html: '<p>un<b>believ</b>able <a href="/x">li</a>nk</p>',
    lines: ['unbelievable link'],
  },
  {
    name: 'places where a word may break are nothing',
    html: '<p>un\u00adbe\u200bliev<wbr>able</p>',
    lines: ['unbelievable'],
  },
  {
    name: 'controls of writing direction are nothing',
    html: '<p>\u202bشكرا\u202c \u2067x\u2069\u200f!\ufeff</p>',
    lines: ['شكرا x!'],
  },
  {
    name: 'joiners that change the letters stay',
    html: '<p>می\u200cخواهم 👩\u200d👧</p>',
    lines: ['می\u200cخواهم 👩\u200d👧'],
  },
  {
    name: 'an ideographic space between Han is nothing',
    html: '<p>\u3000\u3000中国\u3000人民 a\u3000中</p>',
    lines: ['中国人民 a 中'],
  },
  { name: 'a break makes a block, two make one', html: '<p>a<br>b<br><br>c</p>', lines: ['a', 'b', 'c'] },
  {
    name: 'lines of preformatted text are blocks with their inner spaces',
    html: '<pre>  if  a:\n\tb\tc \n\nd</pre>',
    lines: ['if  a:', 'b\tc', 'd'],
  },
  {
    name: 'items of nested lists are blocks without their markers',
    html: '<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>',
    lines: ['a', 'b', 'c'],
  },
  { name: 'terms and definitions are blocks', html: '<dl><dt>a</dt><dd>b</dd></dl>', lines: ['a', 'b'] },
  {
    name: 'a paragraph of a quotation is a block',
    html: '<blockquote><p>a</p><p>b</p></blockquote>',
    lines: ['a', 'b'],
  },
  {
    name: 'a row of a table is a block, its cells parted by a tab',
    html: '<table><tr><th>a</th><th>b</th></tr><tr><td>1<br>2</td><td>3</td></tr></table>',
    lines: ['a\tb', '1 2\t3'],
  },
  {
    name: 'an empty cell within a row keeps its place',
    html: '<table><tr><td>a</td><td></td><td>c</td></tr><tr><td></td><td>b</td><td></td></tr></table>',
    lines: ['a\t\tc', 'b'],
  },
  {
    name: 'a table of one column gives its blocks',
    html: '<table><tr><td>a<br>b</td></tr><tr><td>c</td></tr></table>',
    lines: ['a', 'b', 'c'],
  },
  {
    name: 'a table whose cells hold blocks gives its blocks',
    html: '<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>',
    lines: ['a', 'b', 'c'],
  },
  {
    name: 'a table within a table for layout is read as itself',
    html: '<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>',
    lines: ['a\tb'],
  },
  {
    name: 'a table’s caption is a block of the article',
    html: '<table><caption>t</caption><tr><td>a</td><td>b</td></tr></table>',
    lines: ['t', 'a\tb'],
  },
  {
    name: 'media are nothing',
    html: '<p>a<img src="x" alt="alt">b<svg><text>s</text></svg><video>v</video></p>',
    lines: ['ab'],
  },
  {
    name: 'captions and credits are marked',
    html: '<figure><img src="x"><figcaption>A cap. <span data-pressmark="credit">AFP</span></figcaption></figure><p data-pressmark="caption">B</p><p>c</p>',
    lines: ['A cap.', 'AFP', 'B', 'c'],
    blocks: [
      [2, 'caption'],
      [3, 'credit'],
      [4, 'caption'],
    ],
  },
  {
    name: 'ruby gives its base text',
    html: '<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字</p>',
    lines: ['漢字'],
  },
  {
    name: 'marks of notes are left out, the notes stay',
    html: '<p>a<sup><a href="#n">1</a></sup>, b<a href="#m"><sup>[2]</sup></a> m<sup>2</sup> H<sub>2</sub>O</p><p id="n">1 note</p>',
    lines: ['a, b m2 H2O', '1 note'],
  },
  {
    name: 'a superscript that links elsewhere is text',
    html: '<p>a<sup><a href="https://example.org/">1</a></sup></p>',
    lines: ['a1'],
  },
  {
    name: 'a formula is its TeX, else its text',
    html: '<p>so <math><semantics><mi>x</mi><annotation encoding="application/x-tex">x^2</annotation></semantics></math> and <math><mi>y</mi></math></p>',
    lines: ['so x^2 and y'],
  },
  {
    name: 'a formula that stands by itself is a block',
    html: '<p>so</p><div>a<math display="block"><mi>y</mi></math>b</div>',
    lines: ['so', 'a', 'y', 'b'],
  },
  {
    name: 'hidden elements are nothing',
    html: '<p>a<span hidden="">b</span><span style="color:red; display: none">c</span><span aria-hidden="true">d</span></p>',
    lines: ['ad'],
  },
  {
    name: 'scripts, styles and controls of forms are nothing',
    html: '<p>a<script>b</script><style>c</style><button>d</button><textarea>e</textarea></p><select><option>f</option></select>',
    lines: ['a'],
  },
  {
    name: 'blocks without a letter, digit or symbol are dropped',
    html: '<p>***</p><p>—</p><p> </p><p>€</p><p>😀</p>',
    lines: ['€', '😀'],
  },
  {
    name: 'the shown title is line one',
    title: 'Other',
    html: '<h1 data-pressmark="title">The  title</h1><p>a</p>',
    firstLine: 'The title',
    lines: ['a'],
  },
  {
    name: 'a title that is not shown is line one',
    title: ' The\n title ',
    html: '<p>a</p>',
    firstLine: 'The title',
    lines: ['a'],
  },
  { name: 'an empty title leaves line one empty', title: '', html: '<p>a</p>', lines: ['a'] },
  {
    name: 'a title repeated at the head is dropped there, and only there',
    title: '“The Title”',
    html: '<h1 data-pressmark="title">“The Title”</h1><h2>the title!</h2><p>a</p><p>The title</p>',
    firstLine: '“The Title”',
    lines: ['a', 'The title'],
  },
  {
    name: 'text is composed, across elements too',
    html: '<p>e\u0301 <b>e</b>\u0301x \u1112\u1161\u11ab</p>',
    lines: ['é éx 한'],
  },
  { name: 'letters that NFC parts are parted', html: '<p>\u0958a</p>', lines: ['\u0915\u093ca'] },
  { name: 'characters outside of XML are replaced', html: '<p>a\u0001b\uffffc</p>', lines: ['a\ufffdb\ufffdc'] },
  { name: 'an article without words has line one only', title: 'T', html: '<hr><p></p>', lines: [], firstLine: 'T' },
];
