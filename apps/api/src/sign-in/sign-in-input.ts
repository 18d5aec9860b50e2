import { z } from 'zod';

// Lengths only: what else is wrong with them is said by the verbs, or by nobody.
export const Email = z.string().min(1).max(254);
export const Password = z.string().min(1).max(128);
/** Six digits of an app, or a backup code. */
export const Code = z.string().trim().min(6).max(20);
export const LinkToken = z.string().regex(/^[\w-]{1,200}$/, 'is not the secret of a link');
