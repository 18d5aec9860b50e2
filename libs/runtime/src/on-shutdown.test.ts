import { fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { createLogger } from './logging/create-logger.ts';
import { onShutdown, type ShutdownStep } from './on-shutdown.ts';

function hostAndLog() {
  const lines: string[] = [];
  const emitter = new EventEmitter();
  let end: (code: number) => void = () => {};
  const ended = new Promise<number>((resolve) => {
    end = resolve;
  });
  const host = Object.assign(emitter, { exit: (code: number) => end(code) });
  return {
    host,
    ended,
    lines,
    log: createLogger({ app: 'test', level: 'info', to: { write: (line) => void lines.push(line) } }),
  };
}

describe('shutting down', () => {
  test('closes every step once and in order, however often the process is told', async () => {
    const { host, ended, log } = hostAndLog();
    const closed: string[] = [];
    const step = (name: string) => ({ name, close: async () => void closed.push(name) });
    const shutdown = onShutdown([step('server'), step('runner'), step('database')], { log, host });
    host.emit('SIGINT');
    host.emit('SIGTERM');
    await shutdown('again');
    expect(await ended).toBe(0);
    expect(closed).toEqual(['server', 'runner', 'database']);
  });

  test('goes on after a step that fails, says which, and ends with code 1', async () => {
    const { host, ended, lines, log } = hostAndLog();
    const closed: string[] = [];
    const broken = { name: 'runner', close: () => Promise.reject(new Error('stuck')) };
    onShutdown([broken, { name: 'database', close: () => closed.push('database') }], { log, host });
    host.emit('SIGTERM');
    expect(await ended).toBe(1);
    expect(closed).toEqual(['database']);
    expect(lines.join()).toContain('"step":"runner"');
  });

  test('closes once what is opened while it closes, and whoever opens things is told that it has begun', async () => {
    const { host, ended, log } = hostAndLog();
    const stopping = new AbortController();
    const closed: string[] = [];
    const step = (name: string): ShutdownStep => ({ name, close: () => closed.push(name) });
    const steps = [step('server'), step('database')];
    const opening = {
      name: 'opening',
      close: () => {
        closed.push(`opening, told ${stopping.signal.aborted}`);
        steps.unshift(step('late'));
      },
    };
    steps.unshift(opening);
    onShutdown(steps, { log, host, stopping });
    expect(stopping.signal.aborted).toBe(false);
    host.emit('SIGINT');
    expect(await ended).toBe(0);
    expect(closed).toEqual(['opening, told true', 'late', 'server', 'database']);
  });

  test('ends with code 1 when a step is not closed by the deadline', async () => {
    const { host, ended, log } = hostAndLog();
    onShutdown([{ name: 'server', close: () => new Promise(() => {}) }], { log, host, deadline_ms: 1 });
    host.emit('SIGTERM');
    expect(await ended).toBe(1);
  });

  test.each([
    ['SIGTERM', (child: ReturnType<typeof fork>) => child.kill('SIGTERM')],
    ['SIGINT', (child: ReturnType<typeof fork>) => child.kill('SIGINT')],
    ['the death of its parent', (child: ReturnType<typeof fork>) => child.disconnect()],
  ])('happens in a real process on %s', async (_, stop) => {
    const script = new URL('./testing/closing-process.ts', import.meta.url);
    const child = fork(script, { stdio: ['ignore', 'pipe', 'ignore', 'ipc'] });
    const output = child.stdout?.setEncoding('utf8').toArray();
    await once(child, 'message');
    const exit = once(child, 'exit');
    stop(child);
    expect(await exit).toEqual([0, null]);
    expect((await output)?.join('')).toBe('first\nsecond\n');
  });
});
