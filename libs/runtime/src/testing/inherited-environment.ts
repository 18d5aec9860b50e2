/**
 * All that a program under test takes over from the test's own environment: where programs are found, and where Node keeps what it has compiled,
 * without which each start compiles the sources again.
 */
export function inheritedEnvironment(): Record<string, string> {
  const { PATH = '', NODE_COMPILE_CACHE } = process.env;
  return { PATH, ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }) };
}
