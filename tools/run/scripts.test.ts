import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import memoryFlags from './memory-flags.json' with { type: 'json' };

/** What belongs to a system that is installed already, maybe by another user: it neither waits for npm nor has a parent beside it. */
const STARTED_DIRECTLY = ['api', 'scheduler', 'pulso', 'simulator', 'build'];

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> };

describe('a command of the repository', () => {
  it.each(Object.entries(scripts).filter(([name]) => !STARTED_DIRECTLY.includes(name)))(
    'in a new clone installs what it needs before anything else: npm run %s',
    async (_, command) => {
      const [, launcher = ''] = /^node (tools\/run\/[a-z0-9-]+\.mjs)( [^&;|]*)?$/.exec(command) ?? [];
      expect(launcher).not.toBe('');
      expect(await read(launcher)).toMatch(/^await ensureInstalled\(\);$/m);
    },
  );

  it('starts the scheduler with the same flags for its memory as the built programs', () => {
    expect(scripts.scheduler).toBe(`node ${memoryFlags.join(' ')} apps/scheduler/src/main.ts`);
  });
});
