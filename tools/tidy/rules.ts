import leftovers from './leftovers.json' with { type: 'json' };

/** One file of the tree, as the rules see it. */
export interface TreeFile {
  /** Relative to the root, with slashes. */
  path: string;
  text: string;
}

export interface Fault {
  path: string;
  message: string;
}

const SOURCE = /\.(ts|tsx|mts|mjs|sql)$/;
const TEST = /(\.test\.tsx?|\.e2e\.ts)$/;
const SOURCE_LINES_MAX = 300;
const TEST_LINES_MAX = 500;
const DRAWERS = ['utils', 'util', 'helpers', 'helper', 'types', 'common', 'misc', 'interfaces', 'lib'];

/** Words that mean unfinished or silenced work; kept apart, so that the sources do not hold them themselves. */
const LEFTOVERS = leftovers.map(({ pattern, why }) => ({ pattern: new RegExp(pattern), why }));

export function findLongFiles({ path, text }: TreeFile): Fault[] {
  if (!SOURCE.test(path)) return [];
  const lines = text.split('\n').length;
  const most = TEST.test(path) ? TEST_LINES_MAX : SOURCE_LINES_MAX;
  return lines > most ? [{ path, message: `has ${lines} lines, at most ${most}: one room, or several?` }] : [];
}

export function findDrawers({ path }: TreeFile): Fault[] {
  const name = /([^/]+?)(\.(test|e2e))?\.(ts|tsx|mts|mjs)$/.exec(path)?.[1];
  return name && DRAWERS.includes(name)
    ? [{ path, message: `"${name}" says nothing: name the file for what it does` }]
    : [];
}

export function findLeftovers({ path, text }: TreeFile): Fault[] {
  if (!SOURCE.test(path)) return [];
  return LEFTOVERS.flatMap(({ pattern, why }) => {
    const found = pattern.exec(text);
    return found ? [{ path, message: `holds "${found[0]}": ${why}` }] : [];
  });
}

/** Paths of a machine have no place in the tree. */
export function findMachinePaths({ path, text }: TreeFile): Fault[] {
  const found = /(?<![\w.])\/(?:wo[r]k|ho[m]e|Us[e]rs)\/[\w.-]+\//.exec(text);
  return found ? [{ path, message: `names a path of a machine: ${found[0]}` }] : [];
}

/** A path that a document cites in backticks exists. */
export function findDeadPaths({ path, text }: TreeFile, exists: (path: string) => boolean): Fault[] {
  if (!path.endsWith('.md')) return [];
  const cited = [...text.matchAll(/`((?:apps|libs|docs|tools|infra)\/[\w./-]+)`/g)].map((match) => match[1] ?? '');
  return cited.filter((one) => !exists(one)).map((one) => ({ path, message: `cites ${one}, which is not there` }));
}

/** Every variable that the contract promises has its line in .env.example. */
export function findMissingVariables({ path, text }: TreeFile, names: readonly string[]): Fault[] {
  return names
    .filter((name) => !new RegExp(`^#? ?${name}=`, 'm').test(text))
    .map((name) => ({ path, message: `has no line for ${name}` }));
}

/**
 * The build copies the SQL files that it sees named: a path that is put together is found by every test from source, and missing from
 * every built program.
 */
export function findComputedSql({ path, text }: TreeFile): Fault[] {
  if (!/^(apps|libs)\/.*\.ts$/.test(path) || path.endsWith('/read-sql.ts')) return [];
  const calls = text.match(/\breadSql\(/g)?.length ?? 0;
  const literal =
    text.match(/\breadSql\(\s*new URL\(\s*'\.\/[\w./-]+\.sql',\s*import\.meta\.url\s*,?\s*\),?\s*\)/g)?.length ?? 0;
  return calls === literal
    ? []
    : [{ path, message: "readSql takes new URL('./name.sql', import.meta.url), written out" }];
}
