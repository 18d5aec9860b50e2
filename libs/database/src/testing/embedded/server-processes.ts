import { withServer } from '../with-server.ts';

/** The process ids of a server: of its first process, and of all that it has started. */
export function serverProcesses(url: string): Promise<{ postmaster: number; others: number[] }> {
  return withServer(url, async (client) => {
    const note = await client.query<{ text: string }>(`select pg_read_file('postmaster.pid') as text`);
    const sessions = await client.query<{ pid: number }>('select pid from pg_stat_activity');
    return { postmaster: Number(note.rows[0]?.text.split('\n')[0]), others: sessions.rows.map((row) => row.pid) };
  });
}

/** Ends a server as `kill -9` of every one of its processes does. */
export async function killServer(url: string): Promise<void> {
  const { postmaster, others } = await serverProcesses(url);
  for (const pid of [postmaster, ...others]) killNow(pid);
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended with the one before.
  }
}
