import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinnedEnv, pinnedNode, root } from './ensure-installed.mjs';
import { runChild } from './run-child.mjs';

/**
 * Runs Vitest and closes with one line that counts what ran: `N passed, N failed`.
 * @returns the exit code: 1 for a failure, and when no test ran at all
 */
export async function runTests(vitestArgs, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'pulso-tests-'));
  const report = join(folder, 'report.json');
  const code = await runChild(
    pinnedNode(),
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...vitestArgs,
    ],
    { env: pinnedEnv(env), stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const counts = readCounts(report);
  rmSync(folder, { recursive: true });
  const problems = findProblems(counts);
  for (const problem of problems) console.error(problem);
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
  return code === 0 && problems.length === 0 ? 0 : 1;
}

function findProblems({ passed, failed, names }) {
  const problems = [];
  if (passed + failed === 0) problems.push('No test ran.');
  const seen = new Set();
  for (const name of names) {
    if (seen.has(name)) problems.push(`Two tests have the same name: ${name}`);
    seen.add(name);
  }
  return problems;
}

function readCounts(report) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    const names = testResults.flatMap((file) => file.assertionResults.map((test) => test.fullName));
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests, names };
  } catch {
    return { passed: 0, failed: 0, skipped: 0, names: [] };
  }
}
