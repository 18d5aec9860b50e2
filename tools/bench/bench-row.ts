/** One line of a bench: a figure of this run beside its reference of the same run. */
export interface BenchRow {
  name: string;
  value: number;
  /** Of value and reference alike. */
  unit: string;
  reference: number;
  /** value ÷ reference; null where there is nothing to divide by. */
  ratio: number | null;
  /** The ratio may not be higher. */
  bound: number;
  ok: boolean;
}

/** What a bench measured, before it is judged. */
export type Measured = Pick<BenchRow, 'name' | 'value' | 'unit' | 'reference' | 'bound'>;

/** Judges a measurement by its ratio alone, so that a slow machine is no reason to fail. Without a reference it fails. */
export function judgeRow({ name, value, unit, reference, bound }: Measured): BenchRow {
  const ratio = reference > 0 ? value / reference : null;
  return { name, value, unit, reference, ratio, bound, ok: ratio !== null && ratio <= bound };
}
