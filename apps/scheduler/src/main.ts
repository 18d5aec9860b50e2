import { systemClock } from '@pulso/domain';
import { readEnvironment, runProgram } from '@pulso/runtime';
import { outliveReaders } from './print-line.ts';
import { runScheduler } from './run-scheduler.ts';

outliveReaders();
await runProgram(async () => {
  process.exit(await runScheduler(process.argv.slice(2), { env: readEnvironment(), clock: systemClock }));
});
