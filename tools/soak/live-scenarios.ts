import assert from 'node:assert/strict';
import { query } from '@pulso/database';
import type { AppErrorCode } from '@pulso/domain';
import { SCENARIOS, type ScenarioName, type SimulatorOptions } from '@pulso/meli-simulator';
import type { MissingPart } from '../../libs/sync/src/index.ts';
import type { Draw } from './draw.ts';
import { expectTruth } from './expect-truth.ts';
import { openDrawnSeller, type Seller } from './open-drawn-seller.ts';

const AT = new Date('2026-11-20T15:34:00Z');
const DAYS = 20;

/**
 * How a sync ends on each of the simulator's days: `truth` = SUCCESS, every cell as the world has it, if need be after syncs that are
 * PARTIAL and name what they lack; else FAILED with this error and no
 * row, and the truth once that day is over. A new scenario without a line here does not compile.
 */
const ENDS: Record<ScenarioName, 'truth' | 'unknown words' | AppErrorCode> = {
  calm: 'truth',
  storm: 'truth',
  // Its rates are by the simulator's clock, which stands still here, so that it never lets anybody through again.
  busy: 'meli_throttled',
  flaky: 'truth',
  'unsteady-pages': 'truth',
  'half-answers': 'truth',
  // A closed listing whose status is told in a word that nobody knows cannot be known to be closed: that is said, and no cell is compared.
  'odd-answers': 'unknown words',
  'odd-notices': 'truth',
  outage: 'meli_unavailable',
  blocked: 'meli_configuration',
  'many-sellers': 'truth',
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
  const begins = end === 'truth' || end === 'unknown words' ? 'at once' : 'once connected';
  const seller = await openDrawnSeller(draw, {
    at: AT.toISOString(),
    listingsMost: 30,
    ordersPerDayMost: 6,
    historyDays: 40,
    // A day on which no key is given cannot be connected on: it begins after that.
    ...(begins === 'at once' && { scenario: name }),
  });
  const sync = () => seller.run('sync-mercadolivre', { daysBack: DAYS });
  try {
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
      assert.ok(JSON.stringify(run.metadata.unknownStatuses).includes('item.status'), 'no unknown word was named');
      return 0;
    }
    return await expectTruth(seller.db, seller.tenantId, { ...seller, reads });
  } finally {
    await seller.close();
  }
}

/** A run that is PARTIAL names exactly the orders of which a part was never told. */
async function expectNamed({ db, tenantId }: Seller, missing: unknown): Promise<void> {
  const rows = await query<{ order_id: string }>(
    db,
    `select order_id::text from orders where tenant_id = $1 and missing <> '{}' order by order_id`,
    { bind: [tenantId] },
  );
  const named = (missing as MissingPart[]).flatMap((part) => part.orderId ?? []).sort();
  assert.deepEqual(
    named,
    rows.map((row) => row.order_id),
  );
}

/** What of a scenario can begin while the simulator runs. */
function optionsOf(name: ScenarioName): Pick<SimulatorOptions, 'faults' | 'throttle' | 'keyRules'> {
  const { faults, throttle, keyRules }: SimulatorOptions = SCENARIOS[name].options;
  return { ...(faults && { faults }), ...(throttle && { throttle }), ...(keyRules && { keyRules }) };
}
