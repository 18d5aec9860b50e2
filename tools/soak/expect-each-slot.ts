import assert from 'node:assert/strict';
import { type Database, query } from '@pulso/database';
import { dueSlots, scheduledJobTypes, schedulesIn } from '@pulso/jobs';

interface Row {
  job_type: string;
  slot: Date;
  attempt: number;
  status: string;
  covered: string[] | null;
}

/**
 * Each slot of each job of a tenant up to the newest has run once, or is named once by the run that made up for it; none did both.
 * @returns how many slots ran, how many of those came to their end, how many were named, and how many attempts died
 * @throws AssertionError that names the slot
 */
export async function expectEachSlot(
  db: Database,
  { tenantId, timeZone, connectedAt }: { tenantId: string; timeZone: string; connectedAt: Date },
): Promise<{ ran: number; ended: number; named: number; died: number }> {
  const rows = await query<Row>(
    db,
    `select job_type, slot, attempt, status, array(select jsonb_array_elements_text(metadata -> 'coveredSlots')) as covered
     from job_logs where tenant_id = $1 and slot is not null order by slot, attempt`,
    { bind: [tenantId] },
  );
  const told = {
    ran: 0,
    ended: rows.filter(hasEnded).length,
    named: 0,
    died: rows.filter(({ status }) => status === 'ABANDONED').length,
  };
  for (const jobType of scheduledJobTypes) {
    const own = rows.filter((row) => row.job_type === jobType);
    const ran = Map.groupBy(own, (row) => row.slot.toISOString());
    const named = own.filter((row) => row.attempt === 1).flatMap((row) => row.covered ?? []);
    for (const [slot, attempts] of ran) expectOneRun(`${jobType} ${slot}`, attempts);
    assert.deepEqual(named.toSorted(), [...new Set(named)].toSorted(), `${jobType}: a slot is named twice`);
    for (const slot of named) assert.ok(!ran.has(slot), `${jobType} ${slot} ran, and is named by another run`);
    const newest = own.at(-1)?.slot ?? connectedAt;
    for (const { slot } of dueSlots(schedulesIn(timeZone, jobType), connectedAt, newest)) {
      const instant = slot.toISOString();
      assert.ok(ran.has(instant) || named.includes(instant), `${jobType} ${instant} in ${timeZone} was forgotten`);
    }
    told.ran += ran.size;
    told.named += named.length;
  }
  return told;
}

function expectOneRun(what: string, attempts: readonly Row[]): void {
  assert.deepEqual(
    attempts.map(({ attempt }) => attempt),
    attempts.map((_, index) => index + 1),
    `${what} began twice`,
  );
  assert.ok(attempts.filter(hasEnded).length <= 1, `${what} ran twice`);
}

const hasEnded = ({ status }: Row): boolean => ['SUCCESS', 'PARTIAL', 'SKIPPED'].includes(status);
