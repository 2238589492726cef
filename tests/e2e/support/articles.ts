// Articles written for the stories.

export interface Article {
  readonly name: string;
  readonly text: string;
}

export const FERRY: Article = article('ferry.html', 'The ferry returns', 'Harbour Gazette', '2024-05-02', [
  'The ferry crossed the river again on Monday, nine years after it had been laid up at the northern quay.',
  'Fares are lower than before, and the first boat leaves at six in the morning, said the mayor of the town.',
  'On the southern bank a hundred people waited in the rain. 🚢 Some had walked to the landing stage from the hills.',
]);

export const LIBRARY: Article = article(
  'library.html',
  'A library in the old customs house',
  'Harbour Gazette',
  '2024-06',
  [
    'Forty thousand books moved into the customs house this week, most of them carried by pupils of the town.',
    'The reading room looks over the river, where the ferry lands every half hour until ten in the evening.',
  ],
);

export const BRIDGE: Article = article(
  'bridge.html',
  'No bridge before the end of the decade',
  'Upland Courier',
  '2023',
  [
    'The council put off the bridge once more. Its costs have doubled since the first drawings were shown.',
    'Engineers had found soft ground under the northern pier, which needs foundations twice as deep as planned.',
  ],
);

export const PILOT: Article = article('pilot.html', 'The pilot retires', 'Quay Post', '2022-11-30', [
  'After forty years the pilot has brought in his last ship, and the harbour master gave him the old brass compass.',
  'Nobody knows the sand banks as he does; his successor has sailed with him since the spring of last year.',
]);

function article(
  name: string,
  title: string,
  source: string,
  published: string,
  paragraphs: readonly string[],
): Article {
  const record = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: title,
    datePublished: published,
    publisher: { '@type': 'Organization', name: source },
  };
  const text = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><script type="application/ld+json">${JSON.stringify(record)}</script></head><body><article><h1>${title}</h1>${paragraphs.map((words) => `<p>${words}</p>`).join('')}</article></body></html>`;
  return { name, text };
}
