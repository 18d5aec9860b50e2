import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import memoryFlags from './memory-flags.json' with { type: 'json' };

it('the scheduler is started with the same flags for its memory as the built programs', async () => {
  const { scripts } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(scripts.scheduler).toBe(`node ${memoryFlags.join(' ')} apps/scheduler/src/main.ts`);
});
