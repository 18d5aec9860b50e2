import type { FastifyInstance } from 'fastify';
import { Refusal } from '../http/refusals.ts';
import type { FaultRuleWish } from './fault-rule.ts';
import type { Faults } from './install-faults.ts';

const PATH = '/__control/faults';

/** Reads, replaces and ends the faults of a running simulator; a part of its control interface. */
export function faultRoutes(server: FastifyInstance, faults: Faults): void {
  const told = () => ({ rules: faults.rules(), given: faults.given() });
  server.get(PATH, async () => told());
  server.post<{ Body: FaultRuleWish[] }>(PATH, async ({ body }) => {
    set(faults, body);
    return told();
  });
  server.delete(PATH, async () => {
    faults.set([]);
    return told();
  });
}

/** @throws Refusal 400 that names everything that is wrong with the rules */
function set(faults: Faults, rules: FaultRuleWish[]): void {
  try {
    faults.set(rules);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Refusal(400, { message: error.message, error: 'bad_request', status: 400, cause: [] });
  }
}
