/** Where notices go and what happens to them on the way. */
export interface NoticeRules {
  /** Where they are posted; null = nowhere, and nothing is kept either. */
  callbackUrl: string | null;
  /** Within so many milliseconds of real time the callback has to answer 200; 500 at Mercado Livre. */
  timeout_ms: number;
  /** A callback that took nothing for so many milliseconds of simulated time loses its topics with the next lost notice. */
  switchOffAfter_ms: number;
  /** Share of the notices, from 0 to 1, that come twice. */
  duplicateShare: number;
  /** Share of the notices, from 0 to 1, that are late by up to two minutes, so that others overtake them. */
  lateShare: number;
  /** `mixed`: the fields in all the forms that were seen; `plain`: always in the usual one. */
  dialects: 'mixed' | 'plain';
}

export const USUAL_RULES: NoticeRules = {
  callbackUrl: null,
  timeout_ms: 500,
  switchOffAfter_ms: 24 * 3_600_000,
  duplicateShare: 0,
  lateShare: 0,
  dialects: 'mixed',
};

/** @throws RangeError for a rule that cannot be */
export function requireNoticeRules({ callbackUrl, ...rules }: NoticeRules): void {
  if (callbackUrl !== null && !/^https?:$/.test(URL.parse(callbackUrl)?.protocol ?? '')) {
    throw new RangeError('callbackUrl must be an address with http or https, or null');
  }
  const { timeout_ms, switchOffAfter_ms, duplicateShare, lateShare } = rules;
  for (const [name, value] of Object.entries({ timeout_ms, switchOffAfter_ms, duplicateShare, lateShare })) {
    if (!Number.isFinite(value) || value < 0) throw new RangeError(`${name} must be a number of at least 0`);
    if (name.endsWith('Share') && value > 1) throw new RangeError(`${name} is a share, from 0 to 1`);
  }
}
