import { writeSync } from 'node:fs';
import { createLogger } from '../logging/create-logger.ts';
import { onShutdown } from '../on-shutdown.ts';

/** A process for tests: it stays until it is told to stop, and says on stdout what it closes. */
const stayAwake = setInterval(() => {}, 60_000);
const say = (name: string) => ({ name, close: () => writeSync(1, `${name}\n`) });

onShutdown([say('first'), say('second'), { name: 'timer', close: () => clearInterval(stayAwake) }], {
  log: createLogger({ app: 'closing', level: 'info' }),
});
process.send?.('ready');
