import { AppError } from '@pulso/domain';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Alerts go to whoever operates: trying them must not become a way to flood that person. */
export interface TrialLimit {
  /** @throws AppError `too_many_attempts` when the company, or all of them together, tried too often of late */
  take(tenantId: string): Promise<void>;
}

const PER_SECONDS = 600;
const OF_A_TENANT = 5;
const OF_ALL = 20;

/** Counts per process. */
export function createTrialLimit(): TrialLimit {
  const own = new RateLimiterMemory({ points: OF_A_TENANT, duration: PER_SECONDS });
  const all = new RateLimiterMemory({ points: OF_ALL, duration: PER_SECONDS });
  return {
    async take(tenantId) {
      try {
        await own.consume(tenantId);
        await all.consume('all');
      } catch (full) {
        if (!(full instanceof RateLimiterRes)) throw full;
        throw new AppError('too_many_attempts', 'Alerts were tried often of late; try again in ten minutes');
      }
    },
  };
}
