import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { programs } from '../bundles/lay-out-bundle.ts';
import memoryEnv from '../run/memory-env.json' with { type: 'json' };
import memoryFlags from '../run/memory-flags.json' with { type: 'json' };

const FOLDER = join(import.meta.dirname, '../../infra/systemd');

/** The settings of a unit by name; what is set twice is set to the last. */
function readUnit(file: string): Record<string, string> {
  const lines = readFileSync(join(FOLDER, file), 'utf8').split('\n');
  return Object.fromEntries(
    lines.flatMap((line) => [/^(\w+)=(.*)$/.exec(line)?.slice(1) ?? []]).filter((one) => one[0]),
  );
}

const files = readdirSync(FOLDER);
const units = Object.fromEntries(files.map((file) => [file, readUnit(file)]));

describe('the units of systemd', () => {
  it.each(files.filter((file) => file.endsWith('.service')))('%s runs a laid out program as its own user', (file) => {
    const { User, ExecStart = '', WorkingDirectory, EnvironmentFile, ...rest } = units[file] ?? {};
    const program = /(\w+)\/main\.js/.exec(ExecStart)?.[1] ?? '';
    expect(programs).toContain(program);
    expect({ User, WorkingDirectory, EnvironmentFile }).toEqual({
      User: 'pulso',
      WorkingDirectory: `/opt/pulso/${program}`,
      EnvironmentFile: '/etc/pulso/pulso.env',
    });
    expect(rest).toMatchObject({ NoNewPrivileges: 'yes', ProtectSystem: 'strict', CapabilityBoundingSet: '' });
  });

  it('start API and scheduler after the migrations, again whenever they end, and give them time to stop', () => {
    for (const [file, args] of [
      ['pulso-api.service', 'api/main.js'],
      ['pulso-scheduler.service', 'scheduler/main.js start'],
    ] as const) {
      expect(units[file], file).toMatchObject({
        Requires: 'pulso-migrate.service',
        ExecStart: `/usr/bin/node ${memoryFlags.join(' ')} ${args}`,
        Restart: 'always',
        TimeoutStopSec: '120',
      });
      expect(units[file]?.After, file).toContain('pulso-migrate.service');
      for (const [name, value] of Object.entries(memoryEnv)) {
        expect(units[file]?.Environment?.split(' '), file).toContain(`${name}=${value}`);
      }
    }
    expect(units['pulso-migrate.service']?.ExecStart).toBe('/usr/bin/node cli/main.js db migrate');
  });

  it('make a backup every night, made up for after a night that the machine was off', () => {
    expect(units['pulso-backup.timer']).toMatchObject({
      OnCalendar: expect.stringContaining('America/Sao_Paulo'),
      Persistent: 'true',
    });
    const { ExecStart = '', ReadWritePaths = '' } = units['pulso-backup.service'] ?? {};
    expect(ExecStart).toContain(`cli/main.js backup "${ReadWritePaths}/$(date +%%F).gz"`);
  });
});
