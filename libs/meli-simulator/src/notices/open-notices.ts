import type { FastifyInstance } from 'fastify';
import type { Mirror } from '../http/mirror.ts';
import type { SimulatorState } from '../state/state-file.ts';
import { createNotifier, type Notifier } from './create-notifier.ts';
import { deliverByClock } from './deliver-by-clock.ts';
import { missedRoutes } from './missed-routes.ts';
import { noticeRoutes } from './notice-routes.ts';
import { type NoticeRules, requireNoticeRules, USUAL_RULES } from './notice-rules.ts';

export interface NoticesShape {
  state: SimulatorState;
  persist: () => Promise<void>;
  /** Whether there are control routes. */
  control: boolean;
  isClockOurs: boolean;
  notifications?: Partial<NoticeRules>;
}

/** Notices with everything around them: their routes and, on the system's clock, what delivers them. @throws RangeError for a bad rule */
export function openNotices(server: FastifyInstance, mirror: Mirror, shape: NoticesShape): Notifier {
  const { state, persist, control, isClockOurs, notifications } = shape;
  const { market, keys, now } = mirror;
  const rules = { ...USUAL_RULES, ...notifications };
  requireNoticeRules(rules);
  const applicationId = state.clientId;
  const notifier = createNotifier({
    market,
    hasConsent: (sellerId) => keys.state().pairs.some((pair) => pair.sellerId === sellerId),
    now,
    state: state.notices,
    persist,
    rules,
    shape: { seed: state.seed, applicationId },
  });
  missedRoutes(server, mirror, { applicationId, notifier });
  if (control) noticeRoutes(server, notifier);
  const stop = isClockOurs ? deliverByClock(notifier) : () => undefined;
  return {
    ...notifier,
    async close() {
      stop();
      await notifier.close();
    },
  };
}
