import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { AppError } from '@pulso/domain';
import type { Binaries } from './find-binaries.ts';
import { serverEnv } from './server-env.ts';

/** Under whose identity the server's programs run. */
export interface RunAs {
  /** a program that drops privileges and then becomes the one after it; empty = none */
  readonly prefix: readonly string[];
  /** identity that the start itself switches to; empty = ours, or the prefix does it */
  readonly identity: Readonly<{ uid?: number; gid?: number }>;
  /** who has to own the cluster; null = nothing to change */
  readonly owner: Readonly<{ uid: number; gid: number }> | null;
}

const AS_OURSELVES: RunAs = { prefix: [], identity: {}, owner: null };

/**
 * PostgreSQL refuses to run as root, so root has to find somebody else: first a plain user, then, where that user
 * cannot reach the folders, the same user with the one capability to read past them, last a user namespace.
 * @param binaries what has to be reachable
 * @param place `folder` in which the cluster lies or will be made; `cluster` when there is one, null before
 * @throws AppError `configuration` when nobody can run it here
 */
export function chooseRunAs(binaries: Binaries, place: { folder: string; cluster: string | null }): RunAs {
  if (process.getuid?.() !== 0) return AS_OURSELVES;
  const choice = candidates(place.cluster).find((candidate) => canRun(candidate, binaries, place.folder));
  if (choice) return choice;
  throw new AppError(
    'configuration',
    `PostgreSQL must not run as root, and no other user can reach ${binaries.postgres} and ${place.folder}. ` +
      'Start Pulso as an ordinary user, move it out of the private folder, or set DATABASE_URL',
  );
}

function candidates(cluster: string | null): RunAs[] {
  if (process.platform !== 'linux') return [];
  const owner = ownerOf(cluster) ?? nobody();
  const { uid, gid } = owner;
  const withCapability = (name: string): RunAs => ({
    prefix: [
      'setpriv',
      `--reuid=${uid}`,
      `--regid=${gid}`,
      '--clear-groups',
      // Else access(2), with which the server looks for its own files, would not count the capability.
      '--securebits=+no_setuid_fixup',
      `--inh-caps=+${name}`,
      `--ambient-caps=+${name}`,
      '--',
    ],
    identity: {},
    owner,
  });
  return [
    { prefix: [], identity: { uid, gid }, owner },
    withCapability('dac_read_search'),
    // Containers often keep only this one, which includes the other.
    withCapability('dac_override'),
    {
      prefix: ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`, '--'],
      identity: {},
      // Inside the namespace the files of root appear as those of the mapped user.
      owner: { uid: 0, gid: 0 },
    },
  ];
}

/** A cluster made by an ordinary user stays theirs, so that they can start it again without root. */
function ownerOf(cluster: string | null): { uid: number; gid: number } | null {
  if (cluster === null) return null;
  const { uid, gid } = statSync(cluster);
  return uid === 0 ? null : { uid, gid };
}

function nobody(): { uid: number; gid: number } {
  const users = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8') : '';
  const line = users.match(/^nobody:[^:]*:(\d+):(\d+):/m);
  return { uid: Number(line?.[1] ?? 65_534), gid: Number(line?.[2] ?? 65_534) };
}

/**
 * Tries what the server will do: find its own files, and enter the folder. There is no configuration in it, and
 * to say so is the first thing that a server does that got that far.
 */
function canRun({ prefix, identity }: RunAs, binaries: Binaries, folder: string): boolean {
  const [command = '', ...args] = [...prefix, binaries.postgres, '-D', folder];
  const env = { ...serverEnv(), ...binaries.env };
  const { stderr } = spawnSync(command, args, { ...identity, cwd: '/', env, encoding: 'utf8' });
  return /postgresql\.conf.*No such file or directory/.test(stderr ?? '');
}
