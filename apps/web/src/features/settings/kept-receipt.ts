const KEY = 'pulso-receipt';

/** What is left of a company, for whoever erased it. */
export interface ErasedCompany {
  companyName: string;
  /** IANA name; in which the instants of the receipt are shown. */
  timeZone: string;
  receipt: {
    receiptId: string;
    /** ISO 8601 */
    erasedAt: string;
    /** Who is known no more. */
    people: number;
    /** How many rows went, by table. */
    rows: Record<string, number>;
  };
}

/** Hands the receipt to the next page of this window: there nobody is signed in any more. */
export function keepReceipt(erased: ErasedCompany): void {
  sessionStorage.setItem(KEY, JSON.stringify(erased));
}

/** The receipt that this window has; null when it has none. */
export function readReceipt(): ErasedCompany | null {
  const kept = sessionStorage.getItem(KEY);
  return kept === null ? null : (JSON.parse(kept) as ErasedCompany);
}
