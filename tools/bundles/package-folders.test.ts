import { describe, expect, it } from 'vitest';
import { packageFolders } from './package-folders.ts';

describe('the packages of a bundle', () => {
  const lock = {
    packages: {
      'node_modules/a': { dependencies: { b: '2' }, optionalDependencies: { native: '1' } },
      'node_modules/a/node_modules/b': { dependencies: { '@s/c': '1', a: '1' } },
      'node_modules/b': { dependencies: { d: '1' } },
      'node_modules/@s/c': { peerDependencies: { e: '1', f: '1' }, peerDependenciesMeta: { f: { optional: true } } },
      'node_modules/d': {},
      'apps/y/node_modules/d': {},
      'node_modules/e': {},
      'node_modules/f': {},
      'node_modules/native': {},
    },
  };

  it('are those that it leads to, each where Node finds it, without what is taken only when it is there', () => {
    expect(packageFolders(lock, 'apps/x', ['a'])).toEqual([
      'node_modules/@s/c',
      'node_modules/a',
      'node_modules/a/node_modules/b',
      'node_modules/e',
    ]);
    expect(packageFolders(lock, 'apps/x', ['b'])).toEqual(['node_modules/b', 'node_modules/d']);
    expect(packageFolders(lock, 'apps/y', ['d', 'b'])).toEqual([
      'apps/y/node_modules/d',
      'node_modules/b',
      'node_modules/d',
    ]);
  });

  it('that the lockfile does not have stop the work', () => {
    expect(() => packageFolders(lock, 'apps/x', ['z'])).toThrow('package-lock.json has no z, which apps/x needs');
  });
});
