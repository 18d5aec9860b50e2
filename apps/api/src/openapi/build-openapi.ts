import { z } from 'zod';
import type { Operation, OperationAnswer } from './operation.ts';
import { ProblemBody } from './schemas.ts';

/** The API document (OpenAPI 3.1), made from the schemas that the routes themselves read and answer with. */
export function buildOpenApi(operations: readonly Operation[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Pulso', version: '1', description: 'Jobs, runs and freshness of Mercado Livre sellers.' },
    paths,
    components: {
      securitySchemes: { internalKey: { type: 'apiKey', in: 'header', name: 'X-Internal-Key' } },
    },
  };
}

function describe({ summary, needsKey, query, pathParameters, body, answers }: Operation): object {
  const all = needsKey ? { ...REFUSALS, ...answers } : answers;
  const parameters = [...parametersOf('query', query), ...parametersOf('path', pathParameters)];
  return {
    summary,
    ...(needsKey ? { security: [{ internalKey: [] }] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: false, content: { 'application/json': { schema: body } } } } : {}),
    responses: Object.fromEntries(Object.entries(all).map(([status, answer]) => [status, responseOf(+status, answer)])),
  };
}

const REFUSALS: Record<number, OperationAnswer> = {
  401: { description: 'No key was sent.' },
  403: { description: 'The key is not valid.' },
  429: {
    description:
      'Too many keys from this address were not valid; Retry-After says when the next is looked at. A valid one always is.',
  },
  503: { description: 'No key is configured, the database is away, or its schema is behind.' },
};

function responseOf(status: number, { description, schema, contentType }: OperationAnswer): object {
  const isProblem = status >= 400;
  const body = schema ?? (isProblem ? ProblemBody : null);
  if (!body && !contentType) return { description };
  const type = contentType ?? (isProblem ? 'application/problem+json' : 'application/json');
  return { description, content: { [type]: body ? { schema: toSchema(body) } : {} } };
}

function parametersOf(place: 'query' | 'path', schema: z.ZodObject | undefined): object[] {
  return Object.entries(schema?.shape ?? {}).map(([name, part]) => ({
    name,
    in: place,
    required: place === 'path',
    schema: toSchema(part as z.ZodType),
  }));
}

/** What a caller sends or gets, before our own conversions. */
export function toSchema(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}
