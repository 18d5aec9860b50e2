import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DueSlot, dueSlots, schedulesIn, slotsAfter } from '@pulso/jobs';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { PulsoEnv } from '../../libs/runtime/src/settings/pulso-env.ts';
import { programs } from '../bundles/lay-out-bundle.ts';

interface Container {
  name: string;
  image: string;
  args?: string[];
  ports?: { name: string; containerPort: number }[];
  securityContext: object;
  envFrom: object[];
  livenessProbe?: { httpGet: { path: string } };
  readinessProbe?: { httpGet: { path: string } };
  resources: { requests: Record<string, string>; limits: Record<string, string> };
}

interface PodSpec {
  securityContext: object;
  automountServiceAccountToken: boolean;
  terminationGracePeriodSeconds?: number;
  containers: Container[];
}

interface Manifest {
  kind: string;
  metadata: { name: string };
  spec: {
    schedule?: string;
    timeZone?: string;
    concurrencyPolicy?: string;
    startingDeadlineSeconds?: number;
    template?: { spec: PodSpec };
    jobTemplate?: { spec: { template: { spec: PodSpec } } };
  };
}

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'infra/kubernetes');
const files = readdirSync(FOLDER);
const documents = (file: string) =>
  parseAllDocuments(readFileSync(join(FOLDER, file), 'utf8')).map((document) => document.toJS() as Manifest);
const [kustomization] = documents('kustomization.yaml') as unknown as {
  resources: string[];
  images: { name: string; newName: string; newTag: string }[];
  configMapGenerator: { literals: string[] }[];
}[];
const manifests = files.filter((file) => file !== 'kustomization.yaml').flatMap(documents);
const pods = manifests.flatMap(({ kind, metadata, spec }) => {
  const pod = spec?.template?.spec ?? spec?.jobTemplate?.spec.template.spec;
  return pod ? [{ at: `${kind} ${metadata.name}`, pod }] : [];
});

describe('the manifests of Kubernetes', () => {
  it('are all listed, but for the clock that takes the place of the scheduler', () => {
    const listed = files.filter((file) => !['kustomization.yaml', 'cron-jobs.yaml'].includes(file));
    expect(kustomization?.resources.toSorted()).toEqual(listed.toSorted());
  });

  it('run the images of this version, each under the name that is put in for it', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(kustomization?.images.map(({ name, newTag }) => [name, newTag])).toEqual(
      programs.map((program) => [`pulso/${program}`, version]),
    );
    const used = pods.flatMap(({ pod }) => pod.containers.map(({ image }) => image));
    expect(new Set(used)).toEqual(new Set(programs.map((program) => `pulso/${program}`)));
  });

  it('let no program change anything, speak to the cluster, or be root', () => {
    expect(pods.length).toBe(7);
    for (const { at, pod } of pods) {
      expect(pod, at).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      });
      for (const container of pod.containers) {
        expect(container, at).toMatchObject({
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          envFrom: [{ configMapRef: { name: 'pulso' } }, { secretRef: { name: 'pulso' } }],
        });
        expect(container.resources.limits.memory, at).toMatch(/Mi|Gi/);
      }
    }
  });

  it('set only variables that the programs know, and no secret', () => {
    const names = kustomization?.configMapGenerator.flatMap(({ literals }) => literals.map((one) => one.split('=')[0]));
    expect(names?.filter((name) => !(name && name in PulsoEnv.shape))).toEqual([]);
    expect(names?.filter((name) => name?.match(/SECRET|KEY|DATABASE_URL/))).toEqual([]);
    expect(manifests.filter(({ kind }) => kind === 'Secret')).toEqual([]);
  });

  it('send nobody to an API that is not ready, and start it anew only when it does not answer', () => {
    const api = pods.find(({ at }) => at === 'Deployment api')?.pod;
    expect(api?.containers[0]).toMatchObject({
      ports: [{ name: 'http', containerPort: 3000 }],
      livenessProbe: { httpGet: { path: '/healthz' } },
      readinessProbe: { httpGet: { path: '/readyz' } },
    });
    expect(api?.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(120);
  });

  it('have a clock that comes at the instants of a year at which the program would have come', () => {
    const [since, until] = [new Date('2026-01-01T02:59:59Z'), new Date('2027-01-01T02:59:59Z')];
    const crons = documents('cron-jobs.yaml');
    const theirs = crons.flatMap(({ metadata, spec }) => {
      expect(spec).toMatchObject({ concurrencyPolicy: 'Forbid', timeZone: 'America/Sao_Paulo' });
      expect(spec.startingDeadlineSeconds).toBeGreaterThan(10);
      const [run, job, option, schedule] = spec.jobTemplate?.spec.template.spec.containers[0]?.args ?? [];
      expect([run, option, schedule]).toEqual(['run', '--schedule', metadata.name]);
      const slots: string[] = [];
      for (const slot of slotsAfter({ cron: spec.schedule ?? '', timeZone: spec.timeZone ?? '' }, since)) {
        if (slot > until) return slots;
        slots.push(`${slot.toISOString()} ${job} ${schedule}`);
      }
      return slots;
    });
    const tell = ({ slot, jobType, schedule }: DueSlot) => `${slot.toISOString()} ${jobType} ${schedule}`;
    const own = dueSlots(schedulesIn('America/Sao_Paulo'), since, until).map(tell);
    expect(own.length).toBeGreaterThan(9000);
    expect(theirs.sort()).toEqual(own.sort());
  });
});
