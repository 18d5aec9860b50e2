import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEnvironment } from './read-environment.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pulso-env-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('works without a .env file', () => {
  expect(readEnvironment(join(folder, 'elsewhere'), { PORT: '4000' })).toEqual({ PORT: '4000' });
});

test('completes the process environment from .env and never overrides it, not even an empty variable', async () => {
  await writeFile(join(folder, '.env'), 'PORT=3100\nDATABASE_URL=postgres://file/db\n# note\nLOG_LEVEL="debug"\n');
  const environment = { PORT: '4000', DATABASE_URL: '' };
  expect(readEnvironment(folder, environment)).toEqual({ PORT: '4000', DATABASE_URL: '', LOG_LEVEL: 'debug' });
  expect(environment).toEqual({ PORT: '4000', DATABASE_URL: '' });
});
