import { lchownSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunAs } from './run-as.ts';

/** Gives `path` and all below it to the owner that `runAs` asks for, unless it is theirs already. */
export function giveTo({ owner }: RunAs, path: string): void {
  if (owner === null || lstatSync(path).uid === owner.uid) return;
  const below = lstatSync(path).isDirectory() ? readdirSync(path, { recursive: true, encoding: 'utf8' }) : [];
  // The top goes last, because it tells the next start whether all of it was given.
  for (const name of below) lchownSync(join(path, name), owner.uid, owner.gid);
  lchownSync(path, owner.uid, owner.gid);
}
