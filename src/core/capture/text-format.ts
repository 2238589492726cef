// Tells formats that are text apart by what they begin with: kinds of XML, JSON, RTF, and HTML that databases export.

/** The XML formats by the local names of their roots. */
const ROOTS: readonly (readonly [format: string, root: RegExp])[] = [
  ['feed', /^(?:rss|feed|RDF)$/u],
  ['opml', /^opml$/u],
  ['nitf', /^nitf$/u],
  ['newsml', /^(?:newsMessage|newsItem|packageItem|NewsML)$/u],
  ['factiva', /^(?:ppsArticle|ppsarticle|DistDoc|article|articles|PerformContentSearchResponse)$/u],
  ['html', /^html$/iu],
];

/** Decides by the beginning of a file, its bytes read as Latin-1. `named` is what its name says. */
export function formatOfText(head: string, named: 'html' | undefined): string | undefined {
  // UTF-16 shows as Latin-1 with zeros between.
  const text = head
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/u, '')
    .replaceAll('\0', '')
    .trimStart();
  if (text.startsWith('{\\rtf')) return 'factiva';
  if (/^[[{]/u.test(text)) return formatOfJson(text);
  const root = rootOf(text);
  const format = root === undefined ? undefined : ROOTS.find(([, form]) => form.test(root))?.[0];
  const isPage = format === 'html' || named === 'html' || /^(?:<!doctype\s+html|<(?:html|head|body)[\s>])/iu.test(text);
  if (isPage) return databaseOf(text) ?? 'html';
  if (format !== undefined) return format;
  if (/^From \S+ .*\d{4}/u.test(text)) return 'mbox';
  return /^From: <Saved by|^MIME-Version:/iu.test(text) ? 'mhtml' : undefined;
}

/** The local name of the first element. */
function rootOf(text: string): string | undefined {
  const found = /^(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>[]*(?:\[.*?\]\s*)?>\s*)*<(?:[\w.-]+:)?([\w.-]+)/isu.exec(
    text,
  );
  return found?.[1];
}

function formatOfJson(text: string): string | undefined {
  if (/"version"\s*:\s*"https:\\?\/\\?\/jsonfeed\.org\\?\/version/u.test(text)) return 'feed';
  const isNews = /"(?:headline|headlines|body_html|body_text|bodies|versioncreated|versionCreated)"\s*:/u.test(text);
  return isNews && /"(?:uri|guid|type)"\s*:/u.test(text) ? 'ninjs' : undefined;
}

function databaseOf(text: string): string | undefined {
  if (
    /class\s*=\s*["']?[^"'>]*\b(?:DocPublicationName|titreArticleVisu|TitreArticleVisu|rdp__articletitle|docOcurrContainer)\b/u.test(
      text,
    )
  )
    return 'europresse';
  return /<div[^>]*\bclass\s*=\s*["']?article\s+[a-z]{2}Article\b/u.test(text) ? 'factiva' : undefined;
}
