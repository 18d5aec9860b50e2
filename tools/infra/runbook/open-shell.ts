import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json, text } from 'node:stream/consumers';

/** A program as the shell started it. */
export interface Call {
  name: string;
  args: string[];
  stdin: string;
}

export interface Answer {
  stdout: string;
  stderr: string;
  code: number;
}

/** A real shell in which one block after another is run, as an operator pastes them: variables and folder stay. */
export interface Shell {
  /** Stops at the first command that fails. */
  run(block: string): Promise<Answer>;
  close(): void;
}

/**
 * @param options.programs the only ones that the shell finds besides its own commands
 * @param options.answer what a program says; when it throws, the program fails with that message
 * @param options.cwd where the first block begins
 * @param options.folder an empty one, for the shell's own use
 */
export async function openShell({
  programs,
  answer,
  cwd,
  folder,
}: {
  programs: readonly string[];
  answer: (call: Call) => Promise<Answer>;
  cwd: string;
  folder: string;
}): Promise<Shell> {
  const server = createServer((request, reply) => {
    const work = json(request).then((call) => answer(call as Call));
    const told = work.catch((thrown: Error) => ({ stdout: '', stderr: `${thrown.message}\n`, code: 1 }));
    void told.then((one) => reply.end(JSON.stringify(one)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  const bin = join(folder, 'bin');
  await mkdir(bin);
  for (const name of programs) {
    const standIn = join(import.meta.dirname, 'stand-in.mjs');
    await writeFile(join(bin, name), `#!/bin/sh\nexec "${process.execPath}" "${standIn}" ${name} "$@"\n`);
    await chmod(join(bin, name), 0o755);
  }
  const state = join(folder, 'state.sh');
  await writeFile(state, '');
  const env = {
    PATH: bin,
    PULSO_TEST_STAND_IN: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
  return {
    async run(block) {
      const script = `set -eu\n. '${state}'\n${block}\n{ export -p; printf 'cd "%s"\\n' "$PWD"; } > '${state}'\n`;
      const child = spawn('/bin/sh', ['-c', script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
      const ended = once(child, 'exit');
      const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
      return { stdout, stderr, code: (code as number | null) ?? -1 };
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
