import { createLogger, Secret, startTracing, type Tracing } from '@pulso/runtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGate } from '../testing/open-gate.ts';
import { openTraceReceiver } from '../testing/open-trace-receiver.ts';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';

/** Stands where somebody who bought is named. */
const BUYER = 'ZXMARK';
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
let gate: Awaited<ReturnType<typeof openGate>>;
const lines: string[] = [];
const log = createLogger({ app: 'test', level: 'trace', to: { write: (line) => void lines.push(line) } });
const silent = createLogger({ app: 'test', level: 'silent' });
beforeAll(async () => {
  seller = await openSimulatedSeller({
    at: '2026-11-20T15:34:00Z',
    seed: 'followed',
    world: { listings: 12, ordersPerDay: 3 },
  });
  gate = await openGate(seller.simulator.url, {
    rewrite: (_path, text) => text.replaceAll('"buyer":{', `"buyer":{"first_name":"${BUYER}","nickname":"${BUYER}",`),
  });
  Object.assign(seller.deps.connections.application, { apiUrl: gate.url });
  Object.assign(seller.deps, { log });
});
afterAll(async () => {
  await gate.close();
  await seller.close();
});

async function traceTo(url: string, ownLog = silent): Promise<Tracing> {
  const endpoint = new Secret(url);
  const tracing = await startTracing({ endpoint, headers: null }, { service: 'pulso-test', log: ownLog });
  if (tracing === null) throw new Error('traces are off');
  Object.assign(seller.deps, { tracing });
  return tracing;
}

async function sync(more: { traceparent?: string } = {}) {
  const request = { jobType: 'sync-mercadolivre', tenantId: seller.tenantId, params: { daysBack: 5 } } as const;
  const { finished } = await seller.runner.submit({ ...request, trigger: 'api', ...more });
  return finished;
}

describe('a run that is followed', () => {
  test('is one span with one child for each of its calls, all in the trace of whoever asked', async () => {
    const receiver = await openTraceReceiver();
    const tracing = await traceTo(`${receiver.url}/`);
    const run = await sync({ traceparent: `00-${TRACE}-00f067aa0ba902b7-01` });
    await tracing.close();

    const spans = receiver.spans();
    const [own, ...others] = spans.filter(({ name }) => name === 'run sync-mercadolivre');
    expect(others).toEqual([]);
    expect(own).toMatchObject({
      traceId: TRACE,
      parentSpanId: '00f067aa0ba902b7',
      attributes: {
        'pulso.job_log_id': run.jobLogId,
        'pulso.tenant_id': seller.tenantId,
        'pulso.job_type': 'sync-mercadolivre',
        'pulso.status': 'SUCCESS',
        'pulso.attempt': 1,
      },
    });
    const calls = spans.filter((span) => span !== own);
    expect(calls.length).toBeGreaterThan(20);
    expect(run.metadata.result).toMatchObject({ apiCalls: calls.length });
    for (const call of calls) {
      expect(call).toMatchObject({ traceId: TRACE, parentSpanId: own?.spanId, kind: 3 });
      expect(call.name).toBe(`GET ${call.attributes['url.template']}`);
      expect(call.attributes['http.request.method']).toBe('GET');
      // A listing of the world has no sale price: that call fails, and is told as failed.
      const status = call.attributes['http.response.status_code'];
      expect([200, 404]).toContain(status);
      expect(call.attributes['error.type']).toBe(status === 404 ? '404' : undefined);
    }
    expect(new Set(receiver.paths)).toEqual(new Set(['/v1/traces']));
    const sent = receiver.bodies.join();
    for (const secret of [BUYER, seller.deps.connections.application.clientSecret]) expect(sent).not.toContain(secret);
    expect(sent).not.toMatch(/APP_USR|TG-|MLB\d|[?&]\w+=|\b2000\d{12}\b/);
    await receiver.close();
  });

  test('has its ids in each of its lines, those of a connection the connection too, and the trace', async () => {
    const receiver = await openTraceReceiver();
    const tracing = await traceTo(receiver.url);
    gate.told.set('/orders/search', () => ({ status: 500, body: { message: 'down' } }));
    seller.moveTo('2026-11-20T16:34:00Z');
    lines.length = 0;
    const run = await sync();
    gate.told.clear();
    await tracing.close();

    const own = receiver.spans().find(({ attributes }) => attributes['pulso.job_log_id'] === run.jobLogId);
    expect(own).toMatchObject({ attributes: { 'pulso.status': 'FAILED', 'error.type': 'meli_unavailable' } });
    const told = lines.map((line) => JSON.parse(line));
    const attempts = new Set(told.map((line) => line.jobLogId));
    expect(attempts).toContain(run.jobLogId);
    // Every line names a run: nothing else worked here.
    for (const line of told) {
      expect(line).toMatchObject({ jobLogId: expect.any(String), tenantId: seller.tenantId });
      expect(line.jobType).toBe('sync-mercadolivre');
    }
    const mine = told.filter((line) => line.jobLogId === run.jobLogId);
    for (const line of mine) expect(line).toMatchObject({ trace_id: own?.traceId, span_id: own?.spanId });
    const ofConnection = mine.filter((line) => /Mercado Livre|connection/.test(line.msg));
    expect(ofConnection.length).toBeGreaterThan(3);
    for (const line of ofConnection) expect(line).toMatchObject({ connectionId: seller.connectionId });
    expect(mine.map((line) => line.msg)).toEqual(expect.arrayContaining(['run accepted', 'run ended']));
    await receiver.close();
  });

  test('does not wait for a receiver that takes everything and says nothing', async () => {
    const receiver = await openTraceReceiver({ answer: null });
    const tracing = await traceTo(receiver.url);
    seller.moveTo('2026-11-20T17:34:00Z');
    expect(await sync()).toMatchObject({ status: 'SUCCESS' });
    const began_ms = performance.now();
    await tracing.close();
    expect(performance.now() - began_ms).toBeLessThan(4_000);
    expect(receiver.bodies.length).toBeGreaterThan(0);
    await receiver.close();
  });

  test('does not wait for a receiver that is gone', async () => {
    const receiver = await openTraceReceiver();
    await receiver.close();
    const tracing = await traceTo(receiver.url);
    seller.moveTo('2026-11-20T18:34:00Z');
    expect(await sync()).toMatchObject({ status: 'SUCCESS' });
    await tracing.close();
  });

  test('does not fail with a receiver that refuses it; the log says so once', async () => {
    const receiver = await openTraceReceiver({ answer: 400 });
    const tracing = await traceTo(receiver.url, log);
    seller.moveTo('2026-11-20T18:40:00Z');
    lines.length = 0;
    expect(await sync()).toMatchObject({ status: 'SUCCESS' });
    await tracing.close();
    expect(lines.filter((line) => line.includes('traces cannot be sent'))).toHaveLength(1);
    await receiver.close();
  });
});

test('without an address for traces a run has none', async () => {
  expect(await startTracing({ endpoint: null, headers: null }, { service: 'pulso-test', log })).toBeNull();
  Object.assign(seller.deps, { tracing: null });
  seller.moveTo('2026-11-20T19:34:00Z');
  lines.length = 0;
  expect(await sync()).toMatchObject({ status: 'SUCCESS' });
  expect(lines.join()).not.toContain('trace_id');
});
