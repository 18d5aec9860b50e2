/** As much of a package-lock.json (version 3) as is asked here: by folder, what each package needs. */
export interface Lockfile {
  packages: Record<string, LockedPackage>;
}

interface LockedPackage {
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

/**
 * The folders of the packages that `names` lead to at run time, themselves included, where npm put them. What a package only takes
 * when it is there is left out.
 * @param project the folder whose files import them, such as `apps/api`
 * @throws Error when the lockfile has no place for one
 */
export function packageFolders(lock: Lockfile, project: string, names: readonly string[]): string[] {
  const found = new Set<string>();
  const queue = names.map((name) => findFolder(lock, project, name));
  for (let folder = queue.shift(); folder !== undefined; folder = queue.shift()) {
    if (found.has(folder)) continue;
    found.add(folder);
    for (const name of needsOf(lock.packages[folder] ?? {})) queue.push(findFolder(lock, folder, name));
  }
  return [...found].sort();
}

function needsOf({ dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} }: LockedPackage): string[] {
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
  return [...Object.keys(dependencies), ...peers];
}

/** Where Node finds a package that a file in `from` imports: the nearest node_modules upwards. */
function findFolder(lock: Lockfile, from: string, name: string): string {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('node_modules/') - 1))) {
    const folder = base === '' ? `node_modules/${name}` : `${base}/node_modules/${name}`;
    if (lock.packages[folder]) return folder;
    if (base === '') throw new Error(`package-lock.json has no ${name}, which ${from} needs`);
  }
}
