import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

const workspaceRoot = join(import.meta.dirname, '../..');

/**
 * Puts a package.json beside the bundle of a program: that its files are modules, and which packages it imports, each in the version that it was
 * built with. With those packages the bundle runs in a folder of its own.
 */
export function describeBundle(projectRoot: string): Plugin {
  return {
    name: 'pulso-describe-bundle',
    apply: 'build',
    generateBundle(_, bundle) {
      if (!existsSync(join(projectRoot, 'src/main.ts'))) return;
      const { name, version } = readAbout(projectRoot);
      const names = importedPackages(bundle);
      const dependencies = Object.fromEntries(
        names.map((one) => [one, readAbout(findPackage(projectRoot, one)).version]),
      );
      const about = { name, version, private: true, type: 'module', dependencies };
      this.emitFile({ type: 'asset', fileName: 'package.json', source: `${JSON.stringify(about, null, 2)}\n` });
    },
  };
}

function importedPackages(bundle: Rolldown.OutputBundle): string[] {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const ids = chunks.flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports]);
  const outside = ids.filter((id) => !(id in bundle) && !isBuiltin(id));
  return [...new Set(outside.map(packageOf))].sort();
}

/** `a/b/c` is a file of the package `a`, `@a/b/c` one of `@a/b`. */
function packageOf(id: string): string {
  return id
    .split('/')
    .slice(0, id.startsWith('@') ? 2 : 1)
    .join('/');
}

/** npm puts a package beside the project when the workspace has another version of it. */
function findPackage(projectRoot: string, name: string): string {
  const own = join(projectRoot, 'node_modules', name);
  return existsSync(own) ? own : join(workspaceRoot, 'node_modules', name);
}

function readAbout(folder: string) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
