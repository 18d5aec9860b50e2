import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readers } from './run-readers.ts';

/** Begins to keep times; those of before, of cold connections and code, are not counted. */
type Begin = () => void;
/** Ends the process; gives what each question took since `begin`, in milliseconds. */
type End = () => Promise<number[]>;

/** Starts readers in a process of their own, so that they wait for the database and not for whoever measures. */
export async function sendReaders(readers: Readers): Promise<{ begin: Begin; end: End }> {
  const program = join(import.meta.dirname, 'run-readers.ts');
  const child = spawn(process.execPath, [program, JSON.stringify(readers)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  await Promise.race([once(child.stdout, 'data'), exit]);
  return {
    begin: () => child.stdin.write('begin\n'),
    end: async () => {
      child.stdin.end();
      const [code] = await exit;
      const line = printed.split('\n')[1];
      if (code !== 0 || !line) throw new Error(`the process of the readers ended with ${code}`);
      return JSON.parse(line) as number[];
    },
  };
}
