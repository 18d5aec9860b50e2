const COUNT = /^(\d{1,3}(\.\d{3})+|\d{1,9})$/;
const MONEY = /^(?:R\$\s?)?(\d{1,3}(?:\.\d{3})+|\d{1,10})(?:,(\d\d))?$/;
const DIGITS_MAX = 10;

const plain = (text: string) => text.replaceAll('.', '');

/** A whole number as it is written in Brazil: `1.234` or `1234`. @returns null for anything else */
export function parseCount(typed: string): number | null {
  const text = typed.trim();
  return COUNT.test(text) && plain(text).length < DIGITS_MAX ? Number(plain(text)) : null;
}

/**
 * An amount as it is written in Brazil, in cents: `12.345,67`, `12345,67`, `R$ 12.345`. Points part thousands and nothing else, and there are
 * two decimals or none, so that `12.34` of another country is no amount rather than a wrong one.
 * @returns null for anything else
 */
export function parseMoney_cents(typed: string): number | null {
  const [, units = '', cents = '00'] = MONEY.exec(typed.trim().replaceAll('\u00a0', ' ')) ?? [];
  if (units === '' || plain(units).length > DIGITS_MAX) return null;
  return Number(plain(units) + cents);
}
