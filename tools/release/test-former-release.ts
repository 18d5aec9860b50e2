import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepTemplate, keepTestServer } from '@pulso/database/testing';

// The API tests of the release before this one, on a database with the schema of this tree: while a new version is brought in, the old
// programs work on the new schema (docs/upgrades.md). Arguments: another commit than the newest release, and which test files.
const root = join(import.meta.dirname, '../..');
const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
const [given, ...files] = process.argv.slice(2);
const release = given ?? findFormerRelease();
if (release === undefined)
  console.log('There is no release before this one, so no former tests to run on this schema.');
else process.exitCode = await testOnThisSchema(release);

/** The newest version that this tree came from and is not. */
function findFormerRelease(): string | undefined {
  const own = new Set(git('tag', '--points-at', 'HEAD').split('\n'));
  return git('tag', '--merged', 'HEAD', '--sort=-v:refname', '--list', 'v*')
    .split('\n')
    .find((tag) => tag !== '' && !own.has(tag));
}

async function testOnThisSchema(commit: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'pulso-former-'));
  const tree = join(folder, 'tree');
  const server = await keepTestServer();
  try {
    git('worktree', 'add', '--detach', '--quiet', tree, commit);
    const env = {
      ...process.env,
      PULSO_TEST_DATABASE_URL: server.url,
      PULSO_TEST_TEMPLATE: await keepTemplate(server.url),
    };
    const command = ['test', '--', '--project=@pulso/api', ...files];
    return spawnSync('npm', command, { cwd: tree, env, stdio: 'inherit' }).status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    git('worktree', 'prune');
    await server.close();
  }
}
