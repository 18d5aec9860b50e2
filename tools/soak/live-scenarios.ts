import assert from 'node:assert/strict';
import { query } from '@pulso/database';
import type { AppErrorCode } from '@pulso/domain';
import { SCENARIOS, type ScenarioName, type SimulatorOptions } from '@pulso/meli-simulator';
import type { UnknownStatus } from '../../libs/jobs/src/handlers/unknown-statuses.ts';
import type { MissingPart } from '../../libs/sync/src/index.ts';
import type { Draw } from './draw.ts';
import { expectTruth, type Rows } from './expect-truth.ts';
import { levelOddities } from './level-oddities.ts';
import { liveManySellers } from './live-many-sellers.ts';
import { openDrawnSeller, type Seller } from './open-drawn-seller.ts';

const AT = new Date('2026-11-20T15:34:00Z');
const TODAY = '2026-11-20';
const DAYS = 20;

/**
 * How a sync ends on each of the simulator's days: `truth` = SUCCESS, every cell as the world has it, if need be after syncs that are
 * PARTIAL and name what they lack; `unknown words` = the same, but for what such words cannot tell; else FAILED with this error and no
 * row, and the truth once that day is over. A new scenario without a line here does not compile.
 */
const ENDS: Record<ScenarioName, 'truth' | 'unknown words' | 'several' | AppErrorCode> = {
  calm: 'truth',
  storm: 'truth',
  // Its rates are by the clock, which runs on there.
  busy: 'truth',
  flaky: 'truth',
  'unsteady-pages': 'truth',
  'half-answers': 'truth',
  'odd-answers': 'unknown words',
  'odd-notices': 'truth',
  outage: 'meli_unavailable',
  blocked: 'meli_configuration',
  'many-sellers': 'several',
};

/** One sync on every day that the simulator knows. */
export async function liveScenarios(draw: Draw, names: readonly ScenarioName[]): Promise<string> {
  const told: string[] = [];
  for (const name of names) told.push(`${name} ${await liveScenario(draw, name)}`);
  return told.join(', ');
}

export const everyScenario = Object.keys(SCENARIOS) as ScenarioName[];

/** @returns how many rows were held against the truth */
async function liveScenario(draw: Draw, name: ScenarioName): Promise<number> {
  const end = ENDS[name];
  const begins = ['truth', 'unknown words', 'several'].includes(end) ? 'at once' : 'once connected';
  const seller = await openSeller(draw, { name, isFromTheStart: begins === 'at once' });
  const sync = () => seller.run('sync-mercadolivre', { daysBack: DAYS });
  try {
    if (end === 'several') return await liveManySellers(seller, { at: AT, days: DAYS });
    if (name === 'busy') letClockRun(seller);
    if (begins === 'once connected') {
      const { faults = [], throttle = [], keyRules = {} } = optionsOf(name);
      seller.simulator.setFaults(faults);
      seller.simulator.setThrottle(throttle);
      await seller.simulator.setKeyRules(keyRules);
      const failed = await sync();
      assert.deepEqual([failed.status, failed.errorCode], ['FAILED', end], `${name}: ${failed.errorMessage}`);
      seller.simulator.setFaults([]);
      seller.simulator.setThrottle([]);
      await seller.simulator.setKeyRules({ isBlocked: false });
    }
    let run = await sync();
    const reads = [{ at: AT, days: DAYS }];
    for (let hour = 1; run.status === 'PARTIAL' && hour <= 5; hour++) {
      await expectNamed(seller, run.metadata.missing);
      const at = new Date(AT.getTime() + hour * 3_600_000);
      seller.moveTo(at.toISOString());
      run = await sync();
      reads.push({ at, days: DAYS });
    }
    assert.equal(
      run.status,
      'SUCCESS',
      `${name}: ${run.errorCode} ${run.errorMessage} ${JSON.stringify(run.metadata)}`,
    );
    if (end === 'unknown words') {
      const unclear = await listUnclear(seller, run.metadata.unknownStatuses);
      const level = (stored: Rows, expected: Rows) => levelOddities(stored, expected, { unclear, today: TODAY });
      return await expectTruth(seller.db, seller.tenantId, { ...seller, reads, level });
    }
    return await expectTruth(seller.db, seller.tenantId, { ...seller, reads });
  } finally {
    await seller.close();
  }
}

async function openSeller(
  draw: Draw,
  { name, isFromTheStart }: { name: ScenarioName; isFromTheStart: boolean },
): Promise<Seller> {
  const seller = await openDrawnSeller(draw, {
    at: AT.toISOString(),
    listingsMost: 30,
    ordersPerDayMost: 6,
    historyDays: 40,
    // A day on which no key is given cannot be connected on: it begins after that.
    ...(isFromTheStart && { scenario: name }),
  });
  if (name !== 'busy' || isQuiet(seller)) return seller;
  await seller.close();
  return openSeller(draw, { name, isFromTheStart });
}

/** Whether the world stands still while a sync that has to wait goes on. */
function isQuiet({ simulator, sellerId }: Seller): boolean {
  const truthAt = (at: Date) =>
    JSON.stringify(simulator.truth({ sellerId, timeZone: 'America/Sao_Paulo', reads: [{ at, days: DAYS }] }));
  return truthAt(AT) === truthAt(new Date(AT.getTime() + 10 * 60_000));
}

/** From now on time passes. */
function letClockRun(seller: Seller): void {
  const began_ms = performance.now();
  seller.deps.clock.now = () => new Date(AT.getTime() + performance.now() - began_ms);
}

/** The listings whose status is a word that the run named as unknown. */
async function listUnclear({ db, tenantId }: Seller, unknown: unknown): Promise<Set<string>> {
  const words = (unknown as UnknownStatus[]).flatMap(({ field, status }) => (field === 'item.status' ? status : []));
  assert.ok(words.length > 0, 'no unknown word was named');
  const rows = await query<{ listing_id: string }>(
    db,
    'select listing_id from listings where tenant_id = $1 and status = any ($2)',
    { bind: [tenantId, words] },
  );
  return new Set(rows.map((row) => row.listing_id));
}

/** A run that is PARTIAL names exactly the orders of which a part was never told, and those of which so little was that they are not stored. */
async function expectNamed({ db, tenantId }: Seller, missing: unknown): Promise<void> {
  const stored = await query<{ order_id: string; is_whole: boolean }>(
    db,
    `select order_id::text, missing = '{}' as is_whole from orders where tenant_id = $1 order by order_id`,
    { bind: [tenantId] },
  );
  const ids = new Set(stored.map((row) => row.order_id));
  const parts = (missing as MissingPart[]).filter((part) => part.orderId !== undefined);
  const isUnstored = ({ orderId, reason }: MissingPart) => reason === 'unknown form' && !ids.has(orderId ?? '');
  assert.deepEqual(
    parts.flatMap((part) => (isUnstored(part) ? [] : (part.orderId ?? []))).sort(),
    stored.filter((row) => !row.is_whole).map((row) => row.order_id),
  );
}

/** What of a scenario can begin while the simulator runs. */
function optionsOf(name: ScenarioName): Pick<SimulatorOptions, 'faults' | 'throttle' | 'keyRules'> {
  const { faults, throttle, keyRules }: SimulatorOptions = SCENARIOS[name].options;
  return { ...(faults && { faults }), ...(throttle && { throttle }), ...(keyRules && { keyRules }) };
}
