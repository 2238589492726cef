// The part of html-encoding-sniffer (which has no types of its own) that is used here.
declare module 'html-encoding-sniffer' {
  /** Gives the name of the encoding that a page's byte order mark or `meta` declares, else `defaultEncoding`. */
  function sniffEncoding(
    bytes: Uint8Array,
    options?: {
      readonly defaultEncoding?: string;
      readonly maxPrescanBytes?: number;
      readonly transportLayerEncodingLabel?: string;
    },
  ): string;
  export = sniffEncoding;
}
