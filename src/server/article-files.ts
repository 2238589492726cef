// Articles over HTTP: the reading copy for the window's frame under a policy of its own, its pictures, and the original, which is only ever saved.
import type { Service } from '../core/index.ts';
import { READING_POLICY } from '../shared/content-security-policy.ts';
import { Failure } from '../shared/errors.ts';
import { said } from '../shared/said.ts';
import { attachmentHeaders, sendBytes } from './answers.ts';
import { LOADERS, type Route } from './exchange.ts';

/** Makes the routes of articles. */
export function articleRoutes(service: Service): readonly Route[] {
  return [
    {
      method: 'GET',
      path: /^\/reading\/([\w-]+)$/u,
      callers: LOADERS,
      async answer({ response, parts: [document = ''] }) {
        const { bytes, mediaType } = found(await service.readingCopy(document), document);
        sendBytes(response, 200, bytes, { 'content-type': mediaType, 'content-security-policy': READING_POLICY });
      },
    },
    {
      method: 'GET',
      path: /^\/reading\/([\w-]+)\/media\/([\w.-]+)$/u,
      callers: LOADERS,
      async answer({ response, parts: [document = '', name = ''] }) {
        const { bytes, mediaType } = found(await service.readingMedia(document, name), name);
        sendBytes(response, 200, bytes, { 'content-type': mediaType });
      },
    },
    {
      method: 'GET',
      path: /^\/original\/([\w-]+)$/u,
      callers: LOADERS,
      async answer({ response, parts: [document = ''] }) {
        const { name, bytes } = found(await service.original(document), document);
        sendBytes(response, 200, bytes, attachmentHeaders(`${document}-${name}`));
      },
    },
  ];
}

function found<T>(value: T | undefined, subject: string): T {
  if (value !== undefined) return value;
  throw new Failure('not-found', said`There is no ${subject}.`, { subject });
}
