import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Another process that uses the embedded server of a data directory. */
export interface ServerUser {
  readonly pid: number;
  readonly url: string;
  /** ends it as a program ends itself */
  close(): Promise<void>;
  /** ends it as `kill -9` does */
  kill(): Promise<void>;
}

/** Starts a process that opens the server of `dataDir`; returns when it is open. */
export async function startServerUser(dataDir: string): Promise<ServerUser> {
  const program = fileURLToPath(new URL('./server-user.ts', import.meta.url));
  const child = fork(program, [dataDir], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  const opened = once(child, 'message').then(([message]) => message as { url: string });
  const answer = await Promise.race([opened, ended.then(([code]) => ({ url: null, code }))]);
  if (answer.url === null || child.pid === undefined) throw new Error('the other process could not open the server');
  return {
    pid: child.pid,
    url: answer.url,
    close: async () => {
      child.send('close');
      await ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
