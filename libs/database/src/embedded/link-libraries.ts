import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

interface LibraryLink {
  source: string;
  target: string;
}

/**
 * npm packages carry no symbolic links, and the install script that makes those of PostgreSQL's libraries may be off.
 * Makes the missing ones; doing it twice, or twice at once, is harmless.
 * @param native the package's `native` folder
 * @param spareDir where the links go when the package cannot be written
 * @returns the folder to search for libraries when it had to be `spareDir`, else null
 */
export function linkLibraries(native: string, spareDir: string): string | null {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return null;
  const links: LibraryLink[] = JSON.parse(readFileSync(list, 'utf8'));
  const packageDir = dirname(native);
  const missing = links.filter(({ target }) => !existsSync(join(packageDir, target)));
  try {
    for (const { source, target } of missing) {
      link(relative(dirname(join(packageDir, target)), join(packageDir, source)), join(packageDir, target));
    }
    return null;
  } catch {
    mkdirSync(spareDir, { recursive: true });
    for (const { source, target } of missing) link(join(packageDir, source), join(spareDir, basename(target)));
    return spareDir;
  }
}

function link(source: string, target: string): void {
  try {
    symlinkSync(source, target);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
