import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setInterval as ticks } from 'node:timers/promises';
import type { Draw } from './draw.ts';
import { DAYS, type Ground, openGround } from './open-ground.ts';

const SYNC = ['apps/scheduler/src/main.ts', 'run', 'sync-mercadolivre', '--days-back', String(DAYS)];

/** Kills the real scheduler at a drawn call of its sync, again and again; in the end the tables equal the truth and no run hangs. */
export async function killProcesses(draw: Draw, { kills }: { kills: number }): Promise<string> {
  const ground = await openGround(draw);
  try {
    let inTheMiddle = 0;
    for (let kill = 0; kill < kills; kill++) {
      const signal = draw.share() < 0.8 ? 'SIGKILL' : 'SIGTERM';
      // What was read before is not read again, so that the calls left become fewer with every kill.
      const calls = ground.calls() + draw.whole(1, Math.ceil(200 / (kill + 1)));
      if (await killAt(calls, ground, signal)) inTheMiddle += 1;
    }
    assert.ok(inTheMiddle > 0, 'no process was killed in the middle of its work');
    await syncToEnd(ground);
    return `${inTheMiddle} of ${kills} processes killed in the middle, ${await ground.expectInOrder()}`;
  } finally {
    await ground.close();
  }
}

/** Starts a sync and ends it as soon as the simulator has seen so many calls. @returns false when it was done before */
async function killAt(calls: number, ground: Ground, signal: NodeJS.Signals): Promise<boolean> {
  const child = ground.start(SYNC);
  child.stdout?.resume();
  child.stderr?.resume();
  const ended = once(child, 'exit');
  for await (const _ of ticks(2)) {
    if (child.exitCode !== null || child.signalCode !== null || ground.calls() >= calls) break;
  }
  const isAlive = child.exitCode === null && child.signalCode === null;
  child.kill(signal);
  await ended;
  return isAlive;
}

/** Whoever joins a run that dies for the third time is told so (contract 4: three attempts), and asks again. */
async function syncToEnd(ground: Ground): Promise<void> {
  const { code, line, said } = await ground.run(SYNC);
  if (code === 0) return;
  assert.equal(line.status, 'ABANDONED', said);
  await ground.runToEnd(SYNC);
}
