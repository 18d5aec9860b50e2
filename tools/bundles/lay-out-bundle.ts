import { cp, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { packageFolders } from './package-folders.ts';

const ROOT = join(import.meta.dirname, '../..');

export const programs = ['api', 'scheduler', 'cli'] as const;
export type ProgramName = (typeof programs)[number];

/**
 * Makes `folder` what runs one built program and nothing else: its bundle, for the API the page beside it, and the packages that it imports
 * from this checkout's node_modules. It is what an image holds.
 * @param folder is made when it is not there
 * @throws Error when the program is not built
 */
export async function layOutBundle(program: ProgramName, folder: string): Promise<void> {
  const built = join(ROOT, 'dist/apps', program);
  const { dependencies } = JSON.parse(await readFile(join(built, 'package.json'), 'utf8'));
  const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8'));
  await copy(built, join(folder, program));
  if (program === 'api') await copy(join(ROOT, 'dist/apps/web'), join(folder, 'web'));
  for (const path of packageFolders(lock, `apps/${program}`, Object.keys(dependencies))) {
    const place = path.slice(path.indexOf('node_modules/'));
    await copy(join(ROOT, path), join(folder, place));
  }
}

/** Without what no program reads, and without packages inside of packages, which have a place of their own in the list. */
function copy(from: string, to: string): Promise<void> {
  const isWanted = (path: string) =>
    path === from || !(basename(path) === 'node_modules' || /\.(map|d\.[cm]?ts)$/.test(path));
  // Two versions of a package in one place would be a mixture of both.
  return cp(from, to, { recursive: true, dereference: true, errorOnExist: true, force: false, filter: isWanted });
}
