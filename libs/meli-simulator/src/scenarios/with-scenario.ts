import { SCENARIOS, type Scenario, type ScenarioName } from './scenarios.ts';

type Wish = Scenario['options'] & { scenario?: ScenarioName | undefined };

/**
 * The options of a start with those of its scenario. What is said besides the scenario has the last word; rules that are given besides
 * stand before the scenario's own.
 *
 * @throws RangeError for a scenario that is not there
 */
export function withScenario<Options extends Wish>(options: Options): Options {
  const { scenario } = options;
  if (scenario === undefined) return options;
  if (!Object.hasOwn(SCENARIOS, scenario)) {
    throw new RangeError(`there is no scenario ${scenario}; known: ${Object.keys(SCENARIOS).join(', ')}`);
  }
  const usual: Scenario['options'] = SCENARIOS[scenario].options;
  return {
    ...usual,
    ...withoutUndefined(options),
    faults: [...(options.faults ?? []), ...(usual.faults ?? [])],
    throttle: [...(options.throttle ?? []), ...(usual.throttle ?? [])],
    keyRules: { ...usual.keyRules, ...options.keyRules },
    notifications: { ...usual.notifications, ...options.notifications },
  };
}

function withoutUndefined<Options extends object>(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options;
}
