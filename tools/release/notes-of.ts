/** A version and the day of its release, as the changelogs head them: `## 0.1.0 (2026-11-28)`. */
const HEADING = /^## (\d+\.\d+\.\d+) \((\d{4}-\d\d-\d\d)\)$/;

/** The versions of a changelog in its order, newest first. */
export function versionsOf(changelog: string): string[] {
  return changelog.split('\n').flatMap((line) => HEADING.exec(line)?.[1] ?? []);
}

/**
 * What a changelog says of one version.
 * @throws Error when it says nothing
 */
export function notesOf(changelog: string, version: string): string {
  const lines = changelog.split('\n');
  const begin = lines.findIndex((line) => HEADING.exec(line)?.[1] === version);
  const length = begin < 0 ? 0 : lines.slice(begin + 1).findIndex((line) => line.startsWith('## '));
  const notes = lines
    .slice(begin + 1, length < 0 ? undefined : begin + 1 + length)
    .join('\n')
    .trim();
  if (begin < 0 || notes === '')
    throw new Error(`The changelog says nothing of ${version}: add "## ${version} (day)" and what is new`);
  return notes;
}
