/** Names of fields that always hold a secret, as the source of a regular expression. */
export const SECRET_NAMES = [
  'x[-_]?internal[-_]?key',
  '(?:set[-_]?)?cookies?',
  '(?:proxy[-_]?)?authorization',
  'code[-_]?verifier',
  '[a-z_-]*(?:token|secret|password|passwd|(?:api|private|encryption|jobs)[-_]?keys?)',
].join('|');
