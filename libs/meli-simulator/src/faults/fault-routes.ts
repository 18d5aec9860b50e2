import type { FastifyInstance } from 'fastify';
import { allowed } from '../http/read-control.ts';
import type { FaultRuleWish } from './fault-rule.ts';
import type { Faults } from './install-faults.ts';
import type { ThrottleRuleWish } from './throttle-rule.ts';

/** Reads, replaces and ends the faults and rates of a running simulator; a part of its control interface. */
export function faultRoutes(server: FastifyInstance, faults: Faults): void {
  const doors = [
    { path: '/__control/faults', rules: faults.rules, set: (rules: unknown) => faults.set(rules as FaultRuleWish[]) },
    {
      path: '/__control/throttle',
      rules: faults.throttle,
      set: (rules: unknown) => faults.setThrottle(rules as ThrottleRuleWish[]),
    },
  ];
  for (const { path, rules, set } of doors) {
    const told = () => ({ rules: rules(), given: faults.given() });
    server.get(path, async () => told());
    server.post(path, async ({ body }) => {
      await allowed(async () => set(body));
      return told();
    });
    server.delete(path, async () => {
      set([]);
      return told();
    });
  }
}
