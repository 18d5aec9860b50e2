import { type DueSlot, dueSlots, schedulesIn } from '@pulso/jobs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readTerraform } from './read-terraform.ts';
import { slotsOfExpression } from './slots-of-expression.ts';

const ZONE = 'America/Sao_Paulo';
const SINCE = new Date('2026-01-01T02:59:59Z');
const UNTIL = new Date('2027-01-01T02:59:59Z');

let schedules: Record<string, { job: string; expression: string }>;
beforeAll(async () => {
  const text = (await readTerraform()).texts['scheduler.tf'] ?? '';
  const entries = text.matchAll(/^ {4}([\w-]+) = \{\s+job +=\s"([^"]+)"\s+expression += "([^"]+)"/gm);
  schedules = Object.fromEntries(
    [...entries].map(([, name, job, expression]) => [name, { job, expression }]),
  ) as typeof schedules;
});

const tell = ({ jobType, schedule, slot }: Pick<DueSlot, 'jobType' | 'schedule' | 'slot'>) =>
  `${slot.toISOString()} ${jobType} ${schedule}`;

describe('the schedules of EventBridge', () => {
  it('are the ones that the program has, by name and job', () => {
    const own = schedulesIn(ZONE).map(({ name, jobType }) => [name, jobType]);
    expect(Object.entries(schedules).map(([name, { job }]) => [name, job])).toEqual(own);
  });

  it('come at the instants of a year at which the program would have come, each slot of a job once', () => {
    const own = dueSlots(schedulesIn(ZONE), SINCE, UNTIL).map(tell);
    const theirs = Object.entries(schedules).flatMap(([schedule, { job, expression }]) =>
      slotsOfExpression(expression, { timeZone: ZONE, since: SINCE, until: UNTIL }).map((slot) =>
        tell({ jobType: job, schedule, slot } as DueSlot),
      ),
    );
    expect(own.length).toBeGreaterThan(9000);
    expect(theirs.sort()).toEqual(own.sort());
  });
});

describe('an expression of EventBridge', () => {
  it.each([
    ['five fields', 'cron(0 3 * * ?)'],
    ['no question mark', 'cron(0 3 * * * *)'],
    ['two of them', 'cron(0 3 ? * ? *)'],
    ['a weekday by number, which counts from Sunday as 1', 'cron(0 5 ? * 1 *)'],
    ['a rate', 'rate(1 hour)'],
  ])('is refused with %s', (_, expression) => {
    expect(() => slotsOfExpression(expression, { timeZone: ZONE, since: SINCE, until: UNTIL })).toThrow();
  });
});
