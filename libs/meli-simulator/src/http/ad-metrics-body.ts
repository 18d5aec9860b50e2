import { type AdFigures, sumAdFigures } from '../world/advertising.ts';
import { amount } from './timestamps.ts';

const round = (share: number) => Math.round(share * 100) / 100;
const ratio = (part: number, whole: number) => (whole === 0 ? 0 : round(part / whole));

/** The metrics of Product Ads; nothing recorded is `{}`, which is not zeros (API document 7.3). */
export function adMetricsBody(parts: readonly (AdFigures | null)[]): Record<string, number> {
  const sum = sumAdFigures(parts);
  if (!sum) return {};
  const { prints, clicks, cost_cents, directUnits, indirectUnits, organicUnits, amounts_cents } = sum;
  const units = directUnits + indirectUnits;
  const total_cents = amounts_cents.direct + amounts_cents.indirect;
  return {
    clicks,
    prints,
    ctr: ratio(clicks * 100, prints),
    cost: amount(cost_cents),
    cpc: ratio(cost_cents / 100, clicks),
    acos: ratio(cost_cents * 100, total_cents),
    organic_units_quantity: organicUnits,
    organic_units_amount: amount(amounts_cents.organic),
    organic_items_quantity: organicUnits,
    direct_items_quantity: directUnits,
    indirect_items_quantity: indirectUnits,
    advertising_items_quantity: units,
    cvr: ratio(units * 100, clicks),
    roas: ratio(total_cents, cost_cents),
    sov: 25,
    direct_units_quantity: directUnits,
    indirect_units_quantity: indirectUnits,
    units_quantity: units,
    direct_amount: amount(amounts_cents.direct),
    indirect_amount: amount(amounts_cents.indirect),
    total_amount: amount(total_cents),
  };
}
