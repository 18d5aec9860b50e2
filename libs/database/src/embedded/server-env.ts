/** The environment of the server's programs: nothing of ours that PostgreSQL would take as a setting. */
export function serverEnv(): Record<string, string> {
  const { PATH, SystemRoot, TEMP } = process.env;
  return {
    PATH: PATH ?? '/usr/bin:/bin',
    LC_ALL: 'C',
    TZ: 'UTC',
    ...(SystemRoot ? { SystemRoot } : {}),
    ...(TEMP ? { TEMP } : {}),
  };
}
