// GET /api/openapi.json: the contract as OpenAPI 3.1, made from its schemas. Nothing is described by hand that the table knows.
import { z } from 'zod';
import { version } from '../../package.json';
import { api, type MethodName } from '../shared/api/index.ts';
import type { Method } from '../shared/api/method.ts';
import { FAILURES } from '../shared/errors.ts';
import { failureSchema } from '../shared/failure-schema.ts';
import { sendJson } from './answers.ts';
import { CALLERS, type Route } from './exchange.ts';

export const openApiRoute: Route = {
  method: 'GET',
  path: /^\/api\/openapi\.json$/u,
  callers: CALLERS,
  answer: ({ response }) => sendJson(response, 200, describeApi()),
};

/** Describes every method of the contract as an operation (OpenAPI Specification 3.1.1). */
export function describeApi(): object {
  const paths = (Object.keys(api) as MethodName[]).map((name) => [`/api/${name}`, { post: operationOf(name) }]);
  return {
    openapi: '3.1.1',
    info: { title: 'Pressmark', version, license: { name: 'MIT', identifier: 'MIT' } },
    security: [{ token: [] }],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Failure: schemaOf(z.object({ error: failureSchema }), 'output') },
    },
  };
}

function operationOf(name: MethodName): object {
  const row: Method = api[name];
  const output = schemaOf(row.output, 'output');
  const item = row.item && schemaOf(row.item, 'output');
  return {
    operationId: name,
    summary: row.sentence,
    tags: [name.split('.')[0]],
    parameters: [JOB],
    requestBody: { required: true, content: { 'application/json': { schema: schemaOf(row.input, 'input') } } },
    responses: {
      200: {
        description: item ? 'What was reported on the way, and the result.' : 'The result.',
        content: item ? itemsContent(item, output) : { 'application/json': { schema: output } },
      },
      default: {
        description: `A failure; its code gives the status (${Object.entries(FAILURES)
          .map(([code, { httpStatus }]) => `${code} ${httpStatus}`)
          .join(', ')}).`,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
      },
    },
  };
}

/** Whole, or a line each to who accepts that. */
function itemsContent(item: object, output: object): object {
  const line = (name: string, schema: object) => ({ type: 'object', properties: { [name]: schema }, required: [name] });
  const failure = { $ref: '#/components/schemas/Failure' };
  return {
    'application/json': {
      schema: {
        type: 'object',
        properties: { items: { type: 'array', items: item }, output },
        required: ['items', 'output'],
      },
    },
    'application/x-ndjson': { schema: { oneOf: [line('item', item), line('output', output), failure] } },
  };
}

const JOB = {
  name: 'x-pressmark-job',
  in: 'header',
  description: 'Makes the call a job of this name: its progress and items come as events, jobs.cancel ends it.',
  schema: { type: 'string', pattern: '^[\\w-]{1,64}$' },
};

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
