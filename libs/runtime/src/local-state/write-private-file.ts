import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode } from '../has-code.ts';

/**
 * Writes `content` as JSON so that a reader sees the old file or the new one, never a part, and
 * nobody but the owner can read it (0600, its folder 0700 when it is made here).
 *
 * @param options.onlyIfAbsent leaves a file that is already there alone
 * @returns false when `onlyIfAbsent` found a file, otherwise true
 */
export async function writePrivateFile(
  path: string,
  content: unknown,
  { onlyIfAbsent = false }: { onlyIfAbsent?: boolean } = {},
): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    await writeDurably(draft, `${JSON.stringify(content, null, 2)}\n`);
    if (!onlyIfAbsent) {
      await rename(draft, path);
      return true;
    }
    await takeName(draft, path);
    return true;
  } catch (error) {
    if (onlyIfAbsent && hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** A link fails when the name is taken: of two processes that begin together, one wins. */
async function takeName(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EPERM', 'ENOTSUP', 'ENOSYS')) throw error;
    // A file system without links.
    await copyFile(draft, path, constants.COPYFILE_EXCL);
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  await using file = await open(path, 'wx', 0o600);
  await file.writeFile(text);
  await file.sync();
}
