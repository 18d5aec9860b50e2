import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SCENARIOS } from './scenarios/scenarios.ts';
import { openCallback } from './testing/open-callback.ts';

interface Announcement {
  url: string;
  authUrl: string;
  clientId: string;
  clientSecret: string;
  sellers: { sellerId: string; nickname: string; refreshToken?: string }[];
}

let stateDir: string;
const running = new Set<ChildProcess>();
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'simulator-'));
});
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(stateDir, { recursive: true });
});

const SMALL = ['--listings', '5', '--orders-per-day', '2', '--history-days', '60'];

function run(args: readonly string[], stdio: 'pipe' | 'ipc' = 'pipe') {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe', ...(stdio === 'ipc' ? (['ipc'] as const) : [])],
  });
  running.add(child);
  const ended = once(child, 'exit').then(([code, signal]) => {
    running.delete(child);
    return { code: code as number | null, signal: signal as string | null };
  });
  return { child, ended };
}

async function start(args: readonly string[], stdio: 'pipe' | 'ipc' = 'pipe') {
  const { child, ended } = run([...SMALL, ...args], stdio);
  if (!child.stdout) throw new Error('the simulator has no output');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const announcement = JSON.parse(line) as Announcement;
  return { child, ended, announcement, refreshToken: announcement.sellers[0]?.refreshToken };
}

async function stop({ child, ended }: Awaited<ReturnType<typeof start>>) {
  child.kill('SIGTERM');
  return ended;
}

describe('the simulator as a command', () => {
  it('prints one line with all that a client needs, and ends well on a signal', async () => {
    const simulator = await start([]);
    expect(simulator.announcement).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      authUrl: simulator.announcement.url,
      clientId: expect.stringMatching(/^\d{16}$/),
      clientSecret: expect.stringMatching(/^[\da-f]{32}$/),
      sellers: [
        { sellerId: '2345678901', nickname: 'CASAVERDE.SIMULADA', refreshToken: expect.stringMatching(/^TG-/) },
      ],
    });
    expect((await fetch(`${simulator.announcement.url}/__control/state`)).status).toBe(404);
    expect(await stop(simulator)).toEqual({ code: 0, signal: null });
  });

  it('tells a key only while nobody holds one, unless control is open, and leaves the held one alone', async () => {
    const first = await start(['--state', stateDir]);
    await stop(first);
    const second = await start(['--state', stateDir]);
    expect(second.refreshToken).toBeUndefined();
    expect(second.announcement.clientId).toBe(first.announcement.clientId);
    expect(second.announcement.clientSecret).toBe(first.announcement.clientSecret);
    await stop(second);
    const third = await start(['--state', stateDir, '--control']);
    expect(third.refreshToken).toBe(first.refreshToken);
    await stop(third);
    const fourth = await start(['--state', stateDir, '--authorise']);
    expect(fourth.refreshToken).toMatch(/^TG-/);
    expect(fourth.refreshToken).not.toBe(first.refreshToken);
    await stop(fourth);
  });

  it('names the sellers that were asked for, and tells which key is dead', async () => {
    const simulator = await start(['--sellers', 'main,empty,revoked']);
    expect(simulator.announcement.sellers).toEqual([
      { sellerId: '2345678901', nickname: 'CASAVERDE.SIMULADA', refreshToken: expect.stringMatching(/^TG-/) },
      { sellerId: '345678902', nickname: 'VAZIA.SIMULADA', refreshToken: expect.stringMatching(/^TG-/) },
      {
        sellerId: '345678907',
        nickname: 'SAIU.SIMULADA',
        isRevoked: true,
        refreshToken: expect.stringMatching(/^TG-/),
      },
    ]);
    await stop(simulator);
  });

  it('tells a callback of what happens', async () => {
    const callback = await openCallback();
    const came = new Promise<string>((resolve) => {
      callback.answerWith((notice) => {
        if (notice.topic === 'orders_v2') resolve(notice.resource);
        return 200;
      });
    });
    const simulator = await start(['--control', '--callback', callback.url]);
    const added = await fetch(`${simulator.announcement.url}/__control/sales`, { method: 'POST' });
    const { orderId } = (await added.json()) as { orderId: string };
    expect(await came).toContain(orderId);
    await stop(simulator);
    await callback.close();
  });

  it('takes the address of a callback from whoever started it, also when that is known only later', async () => {
    const callback = await openCallback();
    const came = new Promise<string>((resolve) => {
      callback.answerWith((notice) => {
        resolve(notice.resource);
        return 200;
      });
    });
    const simulator = await start(['--control'], 'ipc');
    simulator.child.send({ callbackUrl: 'no address' });
    simulator.child.send({ something: 'else' });
    simulator.child.send({ callbackUrl: callback.url });
    const standing = async () => {
      const answer = await fetch(`${simulator.announcement.url}/__control/notices`);
      return ((await answer.json()) as { callbackUrl: string | null }).callbackUrl;
    };
    await expect.poll(standing).toBe(callback.url);
    await fetch(`${simulator.announcement.url}/__control/notices`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ topic: 'questions', resource: '/questions/13311220011' }),
    });
    expect(await came).toContain('questions/13311220011');
    await stop(simulator);
    await callback.close();
  });

  it('lets calls fail as it was told to', async () => {
    const rules = [{ kind: 'server-error' }, { kind: 'too-many-requests', route: '/users/me', calls: 1 }].toReversed();
    const simulator = await start(rules.flatMap((rule) => ['--fault', JSON.stringify(rule)]));
    const status = async () => (await fetch(`${simulator.announcement.url}/users/me`)).status;
    expect([await status(), await status()]).toEqual([429, 503]);
    await stop(simulator);
    const slowed = await start(['--throttle', '{"perSecond":0.001}']);
    const seen: number[] = [];
    for (let call = 0; call < 2; call += 1) seen.push((await fetch(`${slowed.announcement.url}/users/me`)).status);
    expect(seen).toEqual([401, 429]);
    await stop(slowed);
  });

  it('tells its scenarios and ends, and begins in one of them', async () => {
    const { child, ended } = run(['--list-scenarios']);
    const [said, { code }] = await Promise.all([child.stdout ? text(child.stdout) : '', ended]);
    expect(said).toMatch(/^calm +Everything works\.$/m);
    expect(said.trim().split('\n')).toHaveLength(Object.keys(SCENARIOS).length);
    expect(code).toBe(0);
    const simulator = await start(['--scenario', 'outage', '--fault', '{"kind":"empty","route":"/users/me"}']);
    const renewal = await fetch(`${simulator.announcement.url}/oauth/token`, { method: 'POST' });
    expect(renewal.status).toBe(503);
    expect((await fetch(`${simulator.announcement.url}/users/me`)).status).toBe(200);
    await stop(simulator);
  });

  it('ends when the process that started it over a channel is gone', async () => {
    const simulator = await start([], 'ipc');
    simulator.child.disconnect();
    expect(await simulator.ended).toEqual({ code: 0, signal: null });
  });

  it('keeps what was given out when it is killed on the spot', async () => {
    const first = await start(['--state', stateDir, '--control']);
    const added = await fetch(`${first.announcement.url}/__control/sales`, { method: 'POST' });
    const { orderId } = (await added.json()) as { orderId: string };
    first.child.kill('SIGKILL');
    await first.ended;
    const second = await start(['--state', stateDir, '--control']);
    const { clientId, clientSecret, url } = second.announcement;
    const pair = await fetch(`${url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: clientId,
        client_secret: clientSecret,
        refresh_token: first.refreshToken ?? '',
      }),
    });
    const { access_token } = (await pair.json()) as { access_token: string };
    const order = await fetch(`${url}/orders/${orderId}`, { headers: { authorization: `Bearer ${access_token}` } });
    expect(order.status).toBe(200);
    await stop(second);
  });

  it('says in one sentence why it cannot start, and starts nothing', async () => {
    const simulator = await start(['--state', stateDir]);
    await stop(simulator);
    const cases = [
      { args: ['--state', stateDir, '--seed', 'other'], says: 'keeps a world with seed pulso, not other' },
      { args: ['--sellers', 'main,nobody'], says: 'there is no seller nobody' },
      { args: ['--listings', 'many'], says: 'must be a whole number' },
      { args: ['--scenario', 'hurricane'], says: 'there is no scenario hurricane; known: calm' },
      { args: ['--fault', 'storm'], says: 'must be a rule as JSON' },
      { args: ['--fault', '{"kind":"storm"}'], says: 'these are no fault rules' },
      { args: ['--anchor-day', 'yesterday'], says: 'anchorDay must be a day as YYYY-MM-DD, not yesterday' },
    ];
    for (const { args, says } of cases) {
      const { child, ended } = run(args);
      const [said, { code }] = await Promise.all([child.stderr ? text(child.stderr) : '', ended]);
      expect(said).toContain(says);
      expect(said).not.toContain('    at ');
      expect(code).toBe(1);
    }
  });
});
