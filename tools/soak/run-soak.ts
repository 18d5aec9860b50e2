import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createDraw, type Draw } from './draw.ts';
import { fuzzApi } from './fuzz/fuzz-api.ts';
import { killProcesses } from './kill-processes.ts';
import { killScheduler } from './kill-scheduler.ts';
import { liveDays } from './live-days.ts';
import { liveManyTenants } from './live-many-tenants.ts';
import { everyScenario, liveScenarios } from './live-scenarios.ts';
import { liveWeeks } from './live-weeks.ts';
import { loseDatabase } from './lose-database.ts';
import { liveYear } from './year/live-year.ts';

interface Part {
  small(draw: Draw): Promise<string>;
  whole(draw: Draw): Promise<string>;
  /** How often the whole one is repeated, each time with another draw. */
  rounds: number;
}

/** What is soaked, by the name that the command line takes. */
const parts: Record<string, Part> = {
  days: {
    small: (draw) => liveDays(draw, { days: 3 }),
    whole: (draw) => liveDays(draw, { days: 60 }),
    rounds: 1,
  },
  weeks: {
    small: (draw) => liveWeeks(draw, { weeks: 1 }),
    whole: (draw) => liveWeeks(draw, { weeks: 8 }),
    rounds: 6,
  },
  scenarios: {
    small: (draw) => liveScenarios(draw, ['unsteady-pages', 'half-answers', 'odd-answers']),
    whole: (draw) => liveScenarios(draw, everyScenario),
    rounds: 1,
  },
  kills: {
    small: (draw) => killProcesses(draw, { kills: 3 }),
    // Some processes are done before their kill: seven rounds of ten bring fifty in the middle.
    whole: (draw) => killProcesses(draw, { kills: 10 }),
    rounds: 7,
  },
  restarts: {
    small: (draw) => killScheduler(draw, { kills: 5, days: 0.5 }),
    whole: (draw) => killScheduler(draw, { kills: 100, days: 7 }),
    rounds: 1,
  },
  tenants: {
    small: (draw) => liveManyTenants(draw, { tenants: 10, hours: 2, factor: 120 }),
    whole: (draw) => liveManyTenants(draw, { tenants: 200, hours: 24, factor: 60 }),
    rounds: 1,
  },
  year: {
    small: (draw) => liveYear(draw, { days: 3 }),
    whole: (draw) => liveYear(draw, { days: 365 }),
    rounds: 1,
  },
  fuzz: {
    small: (draw) => fuzzApi(draw, { requests: 500 }),
    whole: (draw) => fuzzApi(draw, { requests: 20_000 }),
    rounds: 1,
  },
  outage: {
    small: (draw) => loseDatabase(draw, { away_ms: 3_000 }),
    whole: (draw) => loseDatabase(draw, { away_ms: 60_000 }),
    rounds: 3,
  },
};

const { values, positionals } = parseArgs({
  options: { seed: { type: 'string' }, small: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0 || (values.seed !== undefined && !/^\d{1,9}$/.test(values.seed))) {
  console.error(`npm run soak -- [${Object.keys(parts).join('|')}]… [--seed NUMBER] [--small]`);
  process.exit(2);
}
const seed = Number(values.seed ?? randomInt(1e9));
console.log(`seed ${seed}`);

let passed = 0;
let failed = 0;
for (const [name, part] of Object.entries(parts)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  for (let round = 0; round < (values.small ? 1 : part.rounds); round++) {
    // Each part draws for itself, so that one alone draws as it does among all.
    const draw = createDraw(seed + round * 7919);
    const began_ms = Date.now();
    try {
      const told = await (values.small ? part.small(draw) : part.whole(draw));
      passed += 1;
      console.log(`ok     ${name} ${round + 1}: ${told} (${seconds(began_ms)} s)`);
    } catch (error) {
      failed += 1;
      console.log(
        `FAILED ${name} ${round + 1} (${seconds(began_ms)} s), again with: npm run soak -- ${name} --seed ${seed}`,
      );
      console.log(error);
    }
  }
}
console.log(`${passed} passed, ${failed} failed`);
// Left to itself, Node spins at its own end over the channel to a child that was killed.
process.exit(failed === 0 && passed > 0 ? 0 : 1);

function seconds(began_ms: number): string {
  return ((Date.now() - began_ms) / 1000).toFixed(1);
}
