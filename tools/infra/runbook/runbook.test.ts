import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { query } from '@pulso/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callByCurl } from './call-by-curl.ts';
import { type LocalSystem, openLocalSystem } from './open-local-system.ts';
import { type Answer, type Call, openShell, type Shell } from './open-shell.ts';
import { compareAnswer, fillIn, type Known, readRunbook, type Step } from './read-runbook.ts';
import { standInForAws } from './stand-in-for-aws.ts';

const ROOT = join(import.meta.dirname, '../../..');
const OPEN_MS = 60_000;
/** It takes 45 seconds while others work too. */
const FOLLOW_MS = 120_000;

let system: LocalSystem;
let shell: Shell;
let folder: string;
beforeAll(async () => {
  system = await openLocalSystem();
  const cloud = await standInForAws(system, { oldKey: 'the-key-of-before' });
  folder = await mkdtemp(join(tmpdir(), 'pulso-shell-'));
  const programs: Record<string, (call: Call) => Promise<Answer>> = {
    aws: async ({ args, stdin }) => well(`${await cloud.aws(args, stdin)}\n`),
    terraform: async ({ args }) => well(await cloud.terraform(args)),
    curl: ({ args }) => callByCurl(args, cloud.at),
    npm: ({ args }) => runScript(args),
    openssl: async ({ args }) => {
      expect(args).toEqual(['rand', '-hex', '32']);
      return well(`${randomBytes(32).toString('hex')}\n`);
    },
    date: async ({ args }) => {
      expect(args).toEqual(['+%s']);
      return well(`${Math.floor(system.now().getTime() / 1_000)}\n`);
    },
  };
  shell = await openShell({
    programs: Object.keys(programs),
    cwd: ROOT,
    folder,
    async answer(call) {
      const program = programs[call.name];
      if (!program) throw new Error(`${call.name} is not known`);
      return program(call);
    },
  });
}, OPEN_MS);
afterAll(async () => {
  shell.close();
  await system.close();
  await rm(folder, { recursive: true });
}, OPEN_MS);

const well = (stdout: string): Answer => ({ stdout, stderr: '', code: 0 });

/** `npm run --silent pulso -- …` and the same of the scheduler; what they log is not for the operator's eyes. */
async function runScript(args: readonly string[]): Promise<Answer> {
  const [run, silent, script, dashes, ...rest] = args;
  expect([run, silent, dashes]).toEqual(['run', '--silent', '--']);
  if (script !== 'pulso' && script !== 'scheduler') throw new Error(`npm run ${script} is not known`);
  const { stdout, code } = await system.run(script === 'pulso' ? 'cli' : 'scheduler', rest);
  return { stdout, stderr: '', code };
}

/** What the step answers: as `psql -At` prints it, or as the shell does. */
async function answerOf({ language, text }: Step, known: Known): Promise<string> {
  const filled = fillIn(text, known);
  if (language === 'sql') {
    const rows = await query<{ line: string }>(
      system.db,
      `select answer::text as line from (${filled.replace(/;$/, '')}) as answer`,
    );
    return rows.map(({ line }) => line.slice(1, -1).replaceAll(',', '|')).join('\n');
  }
  const { stdout, stderr, code } = await shell.run(filled);
  if (code !== 0 || stderr !== '') throw new Error(`exit code ${code}: ${stderr}`);
  return stdout;
}

test(
  'the runbook, followed from top to bottom, ends with the SUCCESS of the day',
  async () => {
    const known: Known = new Map();
    for (const step of readRunbook(await readFile(join(ROOT, 'OPERATIONS_SCHEDULER.md'), 'utf8'))) {
      const at = `OPERATIONS_SCHEDULER.md, line ${step.line}`;
      const answer = await answerOf(step, known).catch((cause: Error) => {
        throw new Error(`${at}: ${cause.message}`, { cause });
      });
      const fault = step.expected === null ? null : compareAnswer(step.expected, answer, known);
      if (fault !== null) throw new Error(`${at}: ${fault}`);
    }
    expect(known.get('TENANT_ID')).toBe(system.tenantId);
    expect(await query(system.db, `select id, status, slot from job_logs where trigger = 'schedule'`)).toEqual([
      { id: known.get('JOB_LOG_ID'), status: 'SUCCESS', slot: new Date('2026-11-20T06:00:00Z') },
    ]);
  },
  FOLLOW_MS,
);
