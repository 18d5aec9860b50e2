import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setTimeout as pass } from 'node:timers/promises';
import { query } from '@pulso/database';
import type { Draw } from './draw.ts';
import { expectEachSlot } from './expect-each-slot.ts';
import { type HastyGround, openHastyGround } from './open-hasty-ground.ts';

const AT = new Date('2026-10-23T15:34:00Z');
const HOUR_MS = 3_600_000;
/** An hour in 4.5 s. */
const FACTOR = 800;
/** In that week the clocks of one go back, at the hour of its night; two are not whole hours away. */
const ZONES = ['America/Sao_Paulo', 'Europe/Helsinki', 'Australia/Lord_Howe', 'Asia/Kathmandu'];

/**
 * Kills the scheduler again and again, at even intervals, while simulated days pass; each slot has then run once, or is named by the run that
 * made up for it. On a machine so busy that the days become more than slots are made up for, it fails for that reason alone.
 */
export async function killScheduler(draw: Draw, { kills, days }: { kills: number; days: number }): Promise<string> {
  const seed = `soak ${draw.whole(1, 1e9)}`;
  const ground = await openHastyGround({ seed, zones: ZONES, listings: 3, at: AT, factor: FACTOR, isToDie: true });
  try {
    const turn_ms = (days * 24 * HOUR_MS) / FACTOR / kills;
    const began_ms = performance.now();
    for (let kill = 0; kill < kills; kill++) {
      const child = await ground.start();
      await pass(draw.whole(50, Math.round(turn_ms * 0.75)));
      child.kill('SIGKILL');
      await once(child, 'exit');
      // Nobody is there until the next turn, which on a slow machine has begun by now.
      await pass(Math.max(0, began_ms + (kill + 1) * turn_ms - performance.now()));
    }
    const child = await ground.start();
    const end = new Date(Math.max(AT.getTime() + days * 24 * HOUR_MS, ground.clock.now().getTime() + 3 * HOUR_MS));
    while (ground.clock.now() < end) await pass(200);
    await catchUp(ground, end);
    child.kill('SIGTERM');
    await once(child, 'exit');
    return await tellSlots(ground, { kills, end });
  } finally {
    await ground.close();
  }
}

/** Waits until each tenant has a slot from after the end: whatever was missed before is run or named by then. */
async function catchUp({ db, tenants }: HastyGround, end: Date): Promise<void> {
  const patience_ms = performance.now() + 120_000;
  for (;;) {
    const [{ done } = { done: 0 }] = await query<{ done: number }>(
      db,
      `select count(distinct tenant_id)::int as done from job_logs where job_type = 'sync-mercadolivre' and slot >= $1`,
      { bind: [end] },
    );
    if (done === tenants.length) return;
    assert.ok(performance.now() < patience_ms, `after two minutes ${done} of ${tenants.length} tenants have caught up`);
    await pass(100);
  }
}

async function tellSlots({ db, tenants }: HastyGround, { kills, end }: { kills: number; end: Date }): Promise<string> {
  const told = { ran: 0, ended: 0, named: 0, died: 0 };
  for (const tenant of tenants) {
    const { ran, ended, named, died } = await expectEachSlot(db, tenant);
    told.ran += ran;
    told.ended += ended;
    told.named += named;
    told.died += died;
  }
  assert.ok(told.named > 0, 'nothing was ever missed');
  assert.ok(told.ended * 3 > told.ran, `only ${told.ended} of ${told.ran} slots came to their end`);
  const days = ((end.getTime() - AT.getTime()) / (24 * HOUR_MS)).toFixed(1);
  const { ran, ended, named, died } = told;
  return `${days} days, ${kills} kills (${died} attempts died), ${ran} slots ran and ${ended} of them came to their end, ${named} are named by the run that made up for them`;
}
