/** What a member may do in a company: look; read Mercado Livre anew and connect accounts too; everything, members included. */
export const roles = ['viewer', 'member', 'owner'] as const;
export type Role = (typeof roles)[number];

/** Whether `role` may do what is open from `least` upwards. */
export function isAtLeast(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}
