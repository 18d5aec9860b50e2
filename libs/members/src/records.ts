// What is kept about people, for programs that sign nobody in: without the library that does.
export { forgetAudit } from './audit/forget-audit.ts';
export { noteAudit } from './audit/note-audit.ts';
export { dissolveMembership } from './members/dissolve-membership.ts';
export { forgetSignIns } from './session/forget-sign-ins.ts';
