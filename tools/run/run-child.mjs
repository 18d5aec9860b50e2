import { spawn } from 'node:child_process';
import { root } from './ensure-installed.mjs';

/**
 * Runs a command at the root to its end, hands signals on, and answers with its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function runChild(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    // From a terminal the child has its Ctrl-C already and takes no harm from a second one; from a supervisor it comes to us alone.
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}
