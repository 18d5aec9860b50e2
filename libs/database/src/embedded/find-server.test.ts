import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDataDir } from '../testing/embedded/make-data-dir.ts';
import { findServer } from './find-server.ts';

/** Above every process id that Linux hands out. */
const NOBODYS_PID = 4_194_999;

describe('the note of a server', () => {
  let folder: ReturnType<typeof makeDataDir>;
  let note: string;

  beforeEach(() => {
    folder = makeDataDir();
    note = join(folder.dataDir, 'postmaster.pid');
  });

  afterEach(() => {
    folder.remove();
  });

  it('that is not there means that no server runs', () => {
    expect(findServer(folder.dataDir)).toBeNull();
  });

  it('of a process that has ended is left to PostgreSQL, which recovers by it', () => {
    writeFileSync(note, `${NOBODYS_PID}\n${folder.dataDir}\n1795470350\n5432\n\n127.0.0.1\n1 2\nready   \n`);
    expect(findServer(folder.dataDir)).toBeNull();
    expect(existsSync(note)).toBe(true);
  });

  it('with the process id of this test, which is no server, is removed', () => {
    writeFileSync(note, `${process.pid}\n${folder.dataDir}\n1795470350\n5432\n\n127.0.0.1\n1 2\nready   \n`);
    expect(findServer(folder.dataDir)).toBeNull();
    expect(existsSync(note)).toBe(false);
  });

  it('that is still empty may be one just being written, and is debris when it stays so', () => {
    writeFileSync(note, '');
    expect(findServer(folder.dataDir)).toBe('unknown');
    expect(existsSync(note)).toBe(true);
    utimesSync(note, 0, 0);
    expect(findServer(folder.dataDir)).toBeNull();
    expect(existsSync(note)).toBe(false);
  });
});
