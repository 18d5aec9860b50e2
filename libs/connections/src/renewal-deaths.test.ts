import { randomBytes } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addConnection } from './add-connection.ts';
import type { ConnectionDeps } from './connection-deps.ts';
import { createTenant } from './create-tenant.ts';
import { listConnections } from './list-connections.ts';
import { readTokens } from './read-tokens.ts';
import { openRenewWorker, type RenewWorker } from './testing/renew-workers.ts';
import { openSellerKeys, type SellerKeys } from './testing/seller-keys.ts';
import { createTokenCipher } from './token-cipher.ts';

const PROCESSES = 4;
const CALLERS = 25;
const KEY = randomBytes(32);

let now = new Date('2026-11-20T12:00:00Z');
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let keys: SellerKeys;
let deps: ConnectionDeps;
let tenantId: string;
let connectionId: string;
const workers: RenewWorker[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  keys = await openSellerKeys('77');
  const application = { apiUrl: keys.apiUrl, clientId: 'id', clientSecret: 'secret' };
  deps = { application, cipher: createTokenCipher([KEY]), clock: { now: () => now } };
  tenantId = (await createTenant(database.db, { name: 'Loja', now })).tenantId;
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  await keys.close();
  await database.drop();
});
beforeEach(async () => {
  const refreshToken = keys.authorise();
  ({ connectionId } = await addConnection(database.db, tenantId, { refreshToken, deps }));
  const errand = { databaseUrl: database.url, application: deps.application, key: KEY.toString('base64') };
  const missing = PROCESSES - workers.length;
  workers.push(...(await Promise.all(Array.from({ length: missing }, () => openRenewWorker(errand)))));
  keys.pairs = 0;
  now = new Date(now.getTime() + 7 * 3_600_000);
});
afterEach(async () => {
  keys.meanwhile = { arrived: () => true, made: () => true };
  for (const { line } of workers) Object.assign(line.tap, { ask: () => true, answer: () => true });
  for (const worker of workers.filter((one) => !one.isAlive())) {
    workers.splice(workers.indexOf(worker), 1);
    await worker.close();
  }
});

/** How the statements of a renewal are known on the line. */
const isClaim = (sent: string) => sent.includes('set renewal_id = $3');
const isStore = (sent: string) => sent.includes('set key_id = $4');
const isGranted = (sent: string, received: string) => isClaim(sent) && received.includes('INSERT 0 1');

/** Who holds the claim, seen on its own line, so that the right process dies where Mercado Livre sees the moment. */
let holder: RenewWorker | null = null;
/** Who died; nothing of it arrives any more, nor anything at it. */
let victim: RenewWorker | null = null;
const die = (worker: RenewWorker | null): false => {
  victim = worker;
  worker?.kill();
  return false;
};

interface Step {
  /** A message to the database that does not arrive. */
  ask?: (sent: string) => boolean;
  /** An answer of the database that does not. */
  answer?: (sent: string, received: string) => boolean;
  arrived?: true;
  made?: true;
}

/** The first process that comes to a step dies there; everything after it goes on undisturbed. */
const steps: Record<string, Step> = {
  'before its claim reaches the database': { ask: isClaim },
  'before it hears that its claim is stored': { answer: isGranted },
  'while its question is on the way': { arrived: true },
  'after Mercado Livre made the new pair': { made: true },
  'before the new pair reaches the database': { ask: isStore },
  'before it hears that the new pair is stored': { answer: isStore },
};

function watchFor({ ask, answer, arrived, made }: Step): void {
  holder = null;
  victim = null;
  for (const worker of workers) {
    const passes = (isStep: boolean | undefined) => {
      if (worker === victim) return false;
      return victim !== null || !isStep || die(worker);
    };
    worker.line.tap.ask = (sent) => passes(ask?.(sent));
    worker.line.tap.answer = (sent, received) => {
      if (isGranted(sent, received)) holder ??= worker;
      return passes(answer?.(sent, received));
    };
  }
  keys.meanwhile = {
    arrived: () => victim !== null || !arrived || die(holder),
    made: () => victim !== null || !made || die(holder),
  };
}

/** A hundred callers in four processes at the same instant, one of which dies at the step; what the callers of the others got. */
async function renewWithDeathAt(step: string) {
  watchFor(steps[step] ?? {});
  const order = { tenantId, connectionId, at: now.toISOString(), callers: CALLERS };
  const reports = workers.map((worker) => worker.renew(order));
  const dead = () => workers.filter((worker) => !worker.isAlive()).length;
  await expect.poll(dead, { timeout: 20_000 }).toBe(1);
  // The claim that it leaves behind runs out: half a minute in which everybody else waits.
  const end = `update connection_tokens set renewing_until = clock_timestamp() - interval '1 s'
    where renewing_until is not null`;
  if (victim === holder) await query(database.db, end);
  return (await Promise.all(reports)).filter((report) => report !== null).flat();
}

const connection = async () => (await listConnections(database.db, tenantId))[0];
const storedPairs = () =>
  query<{ version: number }>(
    database.db,
    `select version from token_ledger where event = 'renewal' and outcome = 'stored'`,
  );
const unended = () => query(database.db, `select entry_id from token_ledger where outcome is null`);

describe('of a hundred callers whose key has expired, when the process that renews dies', () => {
  beforeEach(() => query(database.db, `delete from token_ledger where event = 'renewal'`));

  it.each([
    ['before its claim reaches the database', 0],
    ['before it hears that its claim is stored', 1],
    ['while its question is on the way', 1],
    ['before it hears that the new pair is stored', 0],
  ])('%s, the others get one new key, by one renewal', async (step, cutShort) => {
    const ends = await renewWithDeathAt(step);
    expect(ends).toHaveLength(CALLERS * (PROCESSES - 1));
    const { accessToken, refreshToken } = await readTokens(database.db, tenantId, {
      connectionId,
      cipher: deps.cipher,
    });
    expect(new Set(ends.map((end) => JSON.stringify(end)))).toEqual(new Set([JSON.stringify({ key: accessToken })]));
    expect({ pairs: keys.pairs, stored: (await storedPairs()).length }).toEqual({ pairs: 1, stored: 1 });
    expect(refreshToken).toBe(keys.newest);
    expect(await connection()).toMatchObject({ status: 'active', statusReason: null });
    expect(await unended()).toHaveLength(cutShort);
  });

  it.each(['after Mercado Livre made the new pair', 'before the new pair reaches the database'])(
    '%s, the only good pair died with it: the seller is asked, with that cause, and loses nothing else',
    async (step) => {
      const ends = await renewWithDeathAt(step);
      expect(ends).toHaveLength(CALLERS * (PROCESSES - 1));
      for (const end of ends) expect(end).toEqual({ error: expect.stringContaining('authorise again') });
      expect(keys.pairs).toBe(1);
      expect(await connection()).toMatchObject({
        status: 'reauthorisation_required',
        statusReason: expect.stringContaining('interrompida antes de a chave nova ser guardada'),
      });
      expect(await unended()).toHaveLength(1);
      const { connectionId: again } = await addConnection(database.db, tenantId, {
        refreshToken: keys.authorise(),
        deps,
      });
      expect(again).toBe(connectionId);
      expect(await connection()).toMatchObject({ status: 'active', statusReason: null });
    },
  );
});
