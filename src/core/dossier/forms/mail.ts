// A draft of a mail (RFC 5322, RFC 2045): the dossier's cover and contents as its text and HTML, the PDF attached. It is addressed to nobody.
import { createHash } from 'node:crypto';
import { joined } from '../article-section.ts';
import { html } from '../html.ts';
import { formatDate, labelsOf } from '../labels.ts';
import type { PlannedArticle } from '../plan.ts';
import type { DossierToPrint, PrintSettings } from '../printed-article.ts';

/** Writes the draft. Mail programs open it as one that is not sent yet (`X-Unsent`). */
export function writeMail(
  dossier: DossierToPrint,
  articles: readonly PlannedArticle[],
  settings: PrintSettings,
  attachments: readonly { readonly bytes: Uint8Array }[],
): Uint8Array {
  const digest = createHash('sha256');
  for (const { bytes } of attachments) digest.update(bytes);
  const seed = digest.digest('hex').slice(0, 24);
  const [outer, inner] = [`=_dossier_${seed}`, `=_text_${seed}`];
  const name = fileName(dossier.name);
  const lines = [
    `Date: ${mailDate(settings.date)}`,
    ...header('Subject', dossier.name),
    'MIME-Version: 1.0',
    'X-Unsent: 1',
    `Content-Type: multipart/mixed; boundary="${outer}"`,
    '',
    `--${outer}`,
    `Content-Type: multipart/alternative; boundary="${inner}"`,
    '',
    ...part(inner, 'text/plain; charset=utf-8', Buffer.from(plainText(dossier, articles, settings))),
    ...part(inner, 'text/html; charset=utf-8', Buffer.from(htmlText(dossier, articles, settings))),
    `--${inner}--`,
    ...attachments.flatMap(({ bytes }, i) => {
      const own = i === 0 ? `${name}.pdf` : `${name}-${i + 1}.pdf`;
      const encoded = encodeURIComponent(own).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
      return part(outer, 'application/pdf', Buffer.from(bytes), [
        `Content-Disposition: attachment; filename="${own.replace(/[^ -!#-[\]-~]/g, '_')}";\r\n filename*=UTF-8''${encoded}`,
      ]);
    }),
    `--${outer}--`,
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

function part(boundary: string, type: string, bytes: Buffer, more: readonly string[] = []): string[] {
  const body = bytes.toString('base64').replace(/.{76}(?=.)/g, '$&\r\n');
  return [`--${boundary}`, `Content-Type: ${type}`, 'Content-Transfer-Encoding: base64', ...more, '', body];
}

/** A header's text in words that RFC 2047 encodes, each of at most 45 bytes. */
function header(name: string, text: string): string[] {
  const plain = text.replace(/\s+/g, ' ').trim();
  if (/^[ -~]{0,60}$/.test(plain)) return [`${name}: ${plain}`];
  const words: string[] = [];
  let word = '';
  for (const character of plain) {
    if (Buffer.byteLength(word + character) > 45) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  words.push(word);
  const encoded = words.map((each) => `=?utf-8?B?${Buffer.from(each).toString('base64')}?=`);
  return [`${name}: ${encoded.join('\r\n ')}`];
}

function mailDate(date: string): string {
  return new Date(date).toUTCString().replace('GMT', '+0000');
}

function fileName(name: string): string {
  const plain = name
    .replace(/[/\\:*?"<>|\p{Cc}\p{Cs}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return [...plain].slice(0, 100).join('') || 'dossier';
}

function rowsOf(articles: readonly PlannedArticle[], { labelLanguage }: PrintSettings) {
  return articles.map(({ item, direction }) => ({
    item,
    direction,
    title: item.title || labelsOf(labelLanguage).untitled,
    published: item.published && formatDate(item.published.slice(0, 10), labelLanguage),
  }));
}

function plainText(dossier: DossierToPrint, articles: readonly PlannedArticle[], settings: PrintSettings): string {
  const labels = labelsOf(settings.labelLanguage);
  const list = rowsOf(articles, settings).map(({ item, title, published }) =>
    [`- ${title}`, [item.source, published].filter(Boolean).join(' · '), item.url].filter(Boolean).join('\n  '),
  );
  return [dossier.name, dossier.subtitle, labels.contents, list.join('\n'), labels.noRights]
    .filter(Boolean)
    .join('\n\n');
}

function htmlText(dossier: DossierToPrint, articles: readonly PlannedArticle[], settings: PrintSettings): string {
  const labels = labelsOf(settings.labelLanguage);
  const list = rowsOf(articles, settings).map(
    ({ item, title, published, direction }) =>
      html`<li dir="${direction}" lang="${item.language ?? 'und'}" style="margin-bottom:10px">${item.url && /^https?:/i.test(item.url) ? html`<a href="${item.url}">${title}</a>` : title}<br><span style="color:#5c5c5c;font-size:13px">${joined([item.source, published])}</span></li>`,
  );
  return html`<!doctype html><html lang="${settings.labelLanguage}"><head><meta charset="utf-8"><title>${dossier.name}</title></head>
<body style="font-family:Georgia,serif;font-size:16px;line-height:1.5;max-width:40em">
<h1 style="font-size:22px" dir="auto">${dossier.name}</h1>
${dossier.subtitle ? html`<p dir="auto">${dossier.subtitle}</p>` : undefined}
<h2 style="font-size:16px">${labels.contents}</h2>
<ul style="padding-left:18px">${list}</ul>
<p style="color:#5c5c5c;font-size:13px">${labels.noRights}</p>
</body></html>
`.markup;
}
