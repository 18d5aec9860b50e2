import type { Readable } from 'node:stream';
import { AppError } from '@pulso/domain';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const TOO_LARGE = Symbol('body too large');

/**
 * Takes over the reading of bodies in this scope, so that refusals come in the order of contract 3:
 * 413, then 415, then 400; and so that an empty body is `{}`, whatever type it claims to have.
 */
export function readJsonBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', async (request: FastifyRequest, payload: Readable) =>
    collect(payload, request.routeOptions.bodyLimit),
  );
  server.addHook('preValidation', async (request) => {
    request.body = parseBody(request);
  });
}

/** Reads what it accepts and discards the rest, because a caller cut off in mid-sentence misses the answer. */
function collect(payload: Readable, limit: number): Promise<Buffer | typeof TOO_LARGE> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    payload.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) resolve(TOO_LARGE);
      else chunks.push(chunk);
    });
    payload.on('end', () => resolve(Buffer.concat(chunks)));
    payload.on('error', reject);
  });
}

function parseBody(request: FastifyRequest): unknown {
  const { body } = request;
  if (body === TOO_LARGE) {
    throw new AppError('payload_too_large', `The body may have ${request.routeOptions.bodyLimit} bytes`);
  }
  if (!Buffer.isBuffer(body) || body.length === 0) return {};
  if (!isPlainJson(request.headers)) {
    throw new AppError('unsupported_media_type', 'Send the body as application/json in UTF-8');
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    const message = 'is not valid JSON in UTF-8';
    throw new AppError('invalid_input', `The body ${message}`, { faults: [{ path: '', message }] });
  }
}

function isPlainJson(headers: FastifyRequest['headers']): boolean {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const isUtf8 = parameters.every(
    (one) => !one.trim().startsWith('charset=') || /^charset="?utf-?8"?$/.test(one.trim()),
  );
  const encoding = headers['content-encoding'] ?? 'identity';
  return type.trim() === 'application/json' && isUtf8 && encoding === 'identity';
}
