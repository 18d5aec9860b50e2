import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { terraformRoot } from './read-terraform.ts';

/** One resource as a test planned it. */
export interface Planned {
  address: string;
  type: string;
  /** The key of `for_each`. */
  index?: string | number;
  change: { after: Record<string, unknown> };
}

/** Terraform on a copy of our modules, so that it leaves nothing behind. */
export interface OpenTerraform {
  /** @throws Error with what it printed when it is not content */
  run(folder: string, args: readonly string[]): string;
  close(): void;
}

const PROVIDER = 'registry.terraform.io/hashicorp/aws';
const OUTPUT_BYTES_MAX = 1024 ** 3;

/** Whether the program is installed. */
export function isTerraformInstalled(): boolean {
  try {
    execFileSync('terraform', ['version'], { stdio: 'ignore', env: { ...process.env, CHECKPOINT_DISABLE: '1' } });
    return true;
  } catch {
    return false;
  }
}

/**
 * A folder laid out as a mirror that holds the provider: one that Terraform's configuration or its own defaults name, or one under /opt.
 * Nothing is ever fetched.
 * @returns null when there is none
 */
export function findProviderMirror(): string | null {
  const configuration = process.env['TF_CLI_CONFIG_FILE'] ?? join(homedir(), '.terraformrc');
  const configured = existsSync(configuration) ? readFileSync(configuration, 'utf8') : '';
  const opt = existsSync('/opt') ? readdirSync('/opt').map((name) => join('/opt', name)) : [];
  const candidates = [
    ...[...configured.matchAll(/(?:path|plugin_cache_dir)\s*=\s*"([^"]+)"/g)].map(([, path]) => path ?? ''),
    process.env['TF_PLUGIN_CACHE_DIR'] ?? '',
    join(homedir(), '.terraform.d/plugins'),
    '/usr/local/share/terraform/plugins',
    '/usr/share/terraform/plugins',
    ...opt,
  ];
  return candidates.find((path) => path !== '' && existsSync(join(path, PROVIDER))) ?? null;
}

/** @param mirror where the provider is; null = only what needs none can be run */
export function openTerraform(mirror: string | null): OpenTerraform {
  const copy = mkdtempSync(join(tmpdir(), 'pulso-terraform-'));
  cpSync(terraformRoot, copy, {
    recursive: true,
    filter: (path) => !/\.terraform(\.lock\.hcl)?$|\.tfstate/.test(path),
  });
  writeFileSync(join(copy, 'none.tfrc'), '');
  const env = {
    PATH: process.env['PATH'],
    HOME: copy,
    CHECKPOINT_DISABLE: '1',
    TF_CLI_CONFIG_FILE: join(copy, 'none.tfrc'),
    TF_IN_AUTOMATION: '1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const ready = new Set<string>();
  const call = (folder: string, args: readonly string[]) => {
    try {
      return execFileSync('terraform', args, {
        cwd: join(copy, folder),
        env,
        encoding: 'utf8',
        stdio: 'pipe',
        maxBuffer: OUTPUT_BYTES_MAX,
      });
    } catch (error) {
      const { stdout, stderr } = error as { stdout?: string; stderr?: string };
      const said = `${stdout ?? ''}${stderr ?? ''}`.split('\n').filter((line) => !line.includes('"test_plan"'));
      throw new Error(`terraform ${args.join(' ')} in ${folder}:\n${said.join('\n')}`, { cause: error });
    }
  };
  return {
    run(folder, args) {
      if (mirror !== null && !ready.has(folder)) {
        call(folder, ['init', '-backend=false', '-input=false', '-no-color', `-plugin-dir=${mirror}`]);
        ready.add(folder);
      }
      return call(folder, args);
    },
    close: () => rmSync(copy, { recursive: true }),
  };
}

/**
 * What each run of `terraform test -json -verbose` planned, by the name of the run. What a mocked provider draws by lot, eight letters and
 * digits, reads `drawn`, so that runs can be compared.
 */
export function readPlans(output: string): Record<string, Planned[]> {
  const plans: Record<string, Planned[]> = {};
  for (const line of output.split('\n')) {
    if (!line.includes('"type":"test_plan"')) continue;
    const { test_plan, ...message } = JSON.parse(line);
    const changes = JSON.stringify(test_plan.resource_changes).replaceAll(/"[a-z0-9]{8}"(?!:)/g, '"drawn"');
    plans[message['@testrun']] = (JSON.parse(changes) as (Planned & { mode: string })[]).filter(
      ({ mode }) => mode === 'managed',
    );
  }
  return plans;
}
