import { existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDataDir } from '../testing/embedded/make-data-dir.ts';
import { findBinaries } from './find-binaries.ts';
import { linkLibraries } from './link-libraries.ts';

describe('the programs of the embedded database', () => {
  let folder: ReturnType<typeof makeDataDir>;
  let native: string;
  let spare: string;

  beforeEach(() => {
    folder = makeDataDir();
    native = join(folder.dataDir, 'package/native');
    spare = join(folder.dataDir, 'spare');
    mkdirSync(join(native, 'lib'), { recursive: true });
    writeFileSync(join(native, 'lib/libpq.so.5.18'), 'the library');
    const links = ['libpq.so.5', 'libpq.so'].map((name) => ({
      source: 'native/lib/libpq.so.5.18',
      target: `native/lib/${name}`,
    }));
    writeFileSync(join(native, 'pg-symlinks.json'), JSON.stringify(links));
  });

  afterEach(() => {
    folder.remove();
  });

  it('a machine for which npm has none is told to set DATABASE_URL', () => {
    expect(() => findBinaries(spare, 'plan9')).toThrow(/DATABASE_URL/);
  });

  it('are found with every library link in place, also when no install script has run', () => {
    const { postgres } = findBinaries(spare);
    const links: { target: string }[] = JSON.parse(readFileSync(join(postgres, '../../pg-symlinks.json'), 'utf8'));
    expect(links.length).toBeGreaterThan(0);
    for (const { target } of links) expect(existsSync(join(postgres, '../../..', target))).toBe(true);
  });

  it('get their missing library links, once, with paths that survive a move of the folder', () => {
    expect(linkLibraries(native, spare)).toBeNull();
    expect(linkLibraries(native, spare)).toBeNull();
    expect(readlinkSync(join(native, 'lib/libpq.so.5'))).toBe('libpq.so.5.18');
    expect(readFileSync(join(native, 'lib/libpq.so'), 'utf8')).toBe('the library');
    expect(existsSync(spare)).toBe(false);
  });

  it('get a folder of links elsewhere when the package cannot be written', () => {
    // A file in the place of the folder refuses even root.
    rmSync(join(native, 'lib'), { recursive: true });
    writeFileSync(join(native, 'lib'), 'not a folder');
    expect(linkLibraries(native, spare)).toBe(spare);
    expect(linkLibraries(native, spare)).toBe(spare);
    expect(lstatSync(join(spare, 'libpq.so.5')).isSymbolicLink()).toBe(true);
    expect(readlinkSync(join(spare, 'libpq.so.5'))).toBe(join(native, 'lib/libpq.so.5.18'));
  });
});
