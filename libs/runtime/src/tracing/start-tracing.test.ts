import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createLogger } from '../logging/create-logger.ts';
import { Secret } from '../secret.ts';
import { startTracing } from './start-tracing.ts';

/** What of OpenTelemetry a program loads that has started its traces. */
async function loadedWith(endpoint: string): Promise<string[]> {
  const at = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const script = `
    import { registerHooks } from 'node:module';
    const loaded = new Set();
    registerHooks({ load: (url, context, next) => { loaded.add(url); return next(url, context); } });
    const { startTracing } = await import(${at('./start-tracing.ts')});
    const { createLogger } = await import(${at('../logging/create-logger.ts')});
    const { Secret } = await import(${at('../secret.ts')});
    const log = createLogger({ app: 'child', level: 'silent' });
    await startTracing({ endpoint: ${endpoint}, headers: null }, { service: 'child', log });
    console.log(JSON.stringify([...loaded].filter((url) => url.includes('@opentelemetry'))));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  return JSON.parse(stdout);
}

test('without an address nothing of OpenTelemetry is loaded; with one it is', async () => {
  expect(await loadedWith('null')).toEqual([]);
  expect((await loadedWith(`new Secret('http://127.0.0.1:9')`)).length).toBeGreaterThan(10);
});

test('spans say whose they are, and the headers that were set go with them', async () => {
  const told: { authorization: string | undefined; body: string }[] = [];
  const server = createServer(async (request, answer) => {
    told.push({ authorization: request.headers.authorization, body: await text(request) });
    answer.end('{}');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const endpoint = new Secret(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const headers = new Secret('authorization=Bearer%20key%2C1,x-other=2');
  const log = createLogger({ app: 'test', level: 'silent' });
  const tracing = await startTracing({ endpoint, headers }, { service: 'pulso-scheduler', log });
  const span = tracing?.startSpan('run', { attributes: {}, traceparent: 'nonsense' });
  span?.end({ attributes: { 'pulso.status': 'SUCCESS' }, errorType: null });
  await tracing?.close();
  expect(span?.traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(told).toHaveLength(1);
  expect(told[0]?.authorization).toBe('Bearer key,1');
  expect(told[0]?.body).toContain('"pulso-scheduler"');
  server.closeAllConnections();
  server.close();
});
