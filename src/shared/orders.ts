// The orders in which documents are listed, and in which what a search finds is given. `published` and `added` have the newest first,
// `earliest` what was published first; documents without that date come last.

export const DOCUMENT_ORDERS = ['added', 'published', 'earliest', 'title'] as const;
export type DocumentOrder = (typeof DOCUMENT_ORDERS)[number];

export const HIT_ORDERS = ['relevance', 'published', 'earliest', 'added'] as const;
export type HitOrder = (typeof HIT_ORDERS)[number];
