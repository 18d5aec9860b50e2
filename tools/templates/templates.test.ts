import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import addMigration from './add-migration.ts';
import addVerb from './add-verb.ts';

const root = join(import.meta.dirname, '../..');
const INDEX = 'libs/database/src/migrations/index.ts';

/** The tree as it is committed, with what a template writes on top of it. */
function openTree() {
  const written = new Map<string, string>();
  const readCommitted = (path: string) => {
    try {
      return readFileSync(join(root, path), 'utf8');
    } catch {
      return null;
    }
  };
  const read = (path: string) => written.get(path) ?? readCommitted(path);
  return {
    written,
    read,
    exists: (path: string) => read(path) !== null,
    write: (path: string, text: string) => void written.set(path, text),
  };
}

describe('the template of a verb', () => {
  it('writes the verb, its statement and its test beside each other, in the library that owns the data', () => {
    const tree = openTree();
    addVerb(tree, { name: 'count-silent-sellers', library: 'sync', folder: 'coverage' });
    const path = 'libs/sync/src/coverage/count-silent-sellers';
    expect([...tree.written.keys()]).toEqual([`${path}.sql`, `${path}.ts`, `${path}.test.ts`]);
    expect(tree.read(`${path}.ts`)).toContain(
      'export async function countSilentSellers(db: Database, tenantId: string)',
    );
    expect(tree.read(`${path}.test.ts`)).toContain(`import { countSilentSellers } from './count-silent-sellers.ts';`);
  });

  it.each([
    [
      'a library that is not there',
      { name: 'list-coverage', library: 'nowhere', folder: 'coverage' },
      'There is no library',
    ],
    [
      'a library without the database',
      { name: 'list-coverage', library: 'domain', folder: 'days' },
      'does not use the database',
    ],
    [
      'a verb that is there already',
      { name: 'list-coverage', library: 'sync', folder: 'coverage' },
      'is there already',
    ],
  ])('writes nothing for %s, and says so', (_what, asked, why) => {
    const tree = openTree();
    expect(() => addVerb(tree, asked)).toThrow(why);
    expect(tree.written.size).toBe(0);
  });
});

describe('the template of a migration', () => {
  it('stands behind all others, by its name and in the list', () => {
    const tree = openTree();
    addMigration(tree, { name: 'keep-notes', now: new Date('2031-02-03T04:05:06Z') });
    const name = '20310203T040506-keep-notes';
    const list = tree.read(INDEX) ?? '';
    const names = [...list.matchAll(/name: '([^']+)'/g)].map(([, one = '']) => one);
    expect(names.at(-1)).toBe(name);
    expect(names).toEqual([...names].sort());
    expect(list).toContain(`readSql(new URL('./${name}.sql', import.meta.url))`);
    expect([...tree.written.keys()].sort()).toEqual([`libs/database/src/migrations/${name}.sql`, INDEX]);
  });

  it('is refused by a clock that is behind the last one', () => {
    const tree = openTree();
    const early = { name: 'keep-notes', now: new Date('2020-01-01T00:00:00Z') };
    expect(() => addMigration(tree, early)).toThrow('The last migration is of');
    expect(tree.written.size).toBe(0);
  });
});
