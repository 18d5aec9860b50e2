import type { FastifyInstance } from 'fastify';
import { buildOpenApi } from '../openapi/build-openapi.ts';
import type { Operation } from '../openapi/operation.ts';

const getOpenApiOperation: Operation = {
  method: 'get',
  path: '/api/v1/openapi.json',
  summary: 'This document.',
  needsKey: false,
  answers: { 200: { description: 'OpenAPI 3.1.', contentType: 'application/json' } },
};

export function getOpenApi(server: FastifyInstance, operations: readonly Operation[]): void {
  const document = buildOpenApi([...operations, getOpenApiOperation]);
  server.get('/api/v1/openapi.json', () => document);
}
