import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorTable } from '@pulso/domain';
import { describe, expect, it } from 'vitest';
import { incidentKinds } from '../../libs/jobs/src/alerts/incident.ts';

const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
const sections = [...read('docs/runbooks.md').matchAll(/^### `([^`]+)`$/gm)].map(([, name = '']) => name).sort();
const namesIn = (path: string, pattern: RegExp) => [...read(path).matchAll(pattern)].map(([, name = '']) => name);
const commands = globSync('apps/cli/src/**/*.ts', { cwd: join(import.meta.dirname, '../..') }).flatMap((path) =>
  namesIn(path, /\.command\('([a-z-]+)'/g),
);

describe('the runbooks', () => {
  it('have one section for each alarm that a message, Prometheus or CloudWatch can give, and none for another', () => {
    const incidents = namesIn('docs/alerts.md', /^\| `(\w+)` \|/gm);
    const rules = namesIn('docs/operations.md', /^- alert: (\w+)$/gm);
    const terraform = 'infra/terraform/modules/monitoring/alarms.tf';
    const events = namesIn(terraform, /^ {4}([a-z-]+) = \{$/gm);
    const alarms = namesIn(terraform, /^ {2}alarm_name += "\$\{local\.role_name\}-([a-z-]+)"$/gm);
    expect([incidents.length, rules.length, events.length, alarms.length].every((count) => count > 2)).toBe(true);
    expect([...incidents, ...rules, ...events, ...alarms].sort()).toEqual(sections);
  });

  it('tell of every kind of incident there is', () => {
    expect(namesIn('docs/alerts.md', /^\| `(\w+)` \|/gm)).toEqual(incidentKinds);
  });

  it('name only errors that a run can end with, and commands that pulso has', () => {
    const text = read('docs/runbooks.md');
    const table = text.slice(text.indexOf('| `errorCode` | Do |'), text.indexOf('3. When the cause is gone'));
    const codes = [...table.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) => cell.match(/\w+/g) ?? []);
    expect(codes.filter((code) => code !== 'errorCode' && !Object.hasOwn(errorTable, code))).toEqual([]);
    expect(codes.length).toBeGreaterThan(5);
    const said = [...text.matchAll(/`(?:npm run --silent )?pulso (?:-- )?([a-z]+)(?: ([a-z]+))?[^`]*`/g)];
    const words = said.flatMap(([, ...names]) => names).filter((name) => name !== undefined);
    expect(words.length).toBeGreaterThan(5);
    expect(words.filter((name) => !commands.includes(name))).toEqual([]);
  });
});
