import type { BusinessWindow } from '@pulso/domain';
import { MeliError } from '@pulso/meli-client';
import type { SyncContext } from '../sync-context.ts';
import type { CoverageSource } from './list-coverage.ts';
import { noteSourceFailure } from './note-source-failure.ts';

/**
 * Reads a source, and remembers for its coverage that Mercado Livre failed it. A run that is told to stop fails nothing.
 * @throws what `read` throws
 */
export async function rememberFailure<Outcome>(
  context: SyncContext,
  { source, window }: { source: CoverageSource; window: BusinessWindow | null },
  read: () => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof MeliError && !context.signal.aborted) {
      await noteSourceFailure(context, { source, window, error });
    }
    throw error;
  }
}
