import type { Member } from '../../api/trpc.ts';

export const roles = ['viewer', 'member', 'owner'] as const satisfies readonly Member['role'][];

/** The role that a list gave; what is none is the one that may least. */
export function roleOf(text: string): Member['role'] {
  return roles.find((role) => role === text) ?? 'viewer';
}
