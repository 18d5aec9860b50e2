import { join } from 'node:path';
import { z } from 'zod';
import { type Part, spawnPart } from './spawn-part.ts';

const Announcement = z.object({
  url: z.string(),
  authUrl: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  sellers: z.array(z.object({ sellerId: z.string(), refreshToken: z.string().optional() })).min(1),
});

export type SimulatorAnnouncement = z.infer<typeof Announcement>;

/**
 * Starts the simulator on its state beside the database, so that its sellers, keys and clock go on where they ended.
 * @param authorise lets the seller authorise anew: only where nobody uses its older keys, because it ends them
 */
export async function startSimulator({
  main,
  dataDir,
  env,
  authorise,
}: {
  main: string;
  dataDir: string;
  env: NodeJS.ProcessEnv;
  authorise: boolean;
}): Promise<{ part: Part; announcement: SimulatorAnnouncement }> {
  const args = ['--state', join(dataDir, 'simulator'), ...(authorise ? ['--authorise'] : [])];
  const part = await spawnPart({ name: 'simulator', main, args, env, logDir: join(dataDir, 'logs') });
  return { part, announcement: Announcement.parse(await part.ready) };
}
