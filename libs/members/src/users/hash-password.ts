import type { Authentication } from '../session/open-authentication.ts';

/** As the library hashes and compares passwords (scrypt). */
export async function hashPassword({ library }: Authentication, password: string): Promise<string> {
  const { password: own } = await library.$context;
  return own.hash(password);
}
