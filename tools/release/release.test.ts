import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { notesOf, versionsOf } from './notes-of.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const { version } = JSON.parse(read('package.json'));

describe('a release', () => {
  it('has the same versions in both changelogs, newest first, and this one on top', () => {
    const versions = versionsOf(read('CHANGELOG.md'));
    expect(versionsOf(read('CHANGELOG.pt-BR.md'))).toEqual(versions);
    expect(versions[0]).toBe(version);
    expect(versions.toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }))).toEqual(versions);
  });

  it('is told with what the changelogs say of its version, and not under another tag', () => {
    const write = (tag: string) =>
      spawnSync(process.execPath, [join(ROOT, 'tools/release/write-notes.ts'), tag], { encoding: 'utf8' });
    const { status, stdout } = write(`v${version}`);
    expect(status).toBe(0);
    for (const file of ['CHANGELOG.md', 'CHANGELOG.pt-BR.md']) expect(stdout).toContain(notesOf(read(file), version));
    expect(write('v99.0.0')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('The tag is v99.0.0'),
    });
  });

  it('reads one version of a changelog, the last one too, and refuses one that says nothing', () => {
    const changelog = '# Changelog\n\n## 0.2.0 (2026-12-01)\n\n- b\n\n## 0.1.0 (2026-11-28)\n\n- a\n';
    expect(versionsOf(changelog)).toEqual(['0.2.0', '0.1.0']);
    expect([notesOf(changelog, '0.2.0'), notesOf(changelog, '0.1.0')]).toEqual(['- b', '- a']);
    expect(() => notesOf(changelog, '0.3.0')).toThrow(/says nothing of 0.3.0/);
    expect(() => notesOf('## 0.3.0 (2026-12-02)\n\n## 0.2.0 (2026-12-01)\n- b', '0.3.0')).toThrow(/says nothing/);
  });
});
