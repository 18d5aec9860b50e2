export const DASH = '—';

const CURRENCY = 'BRL';
const MINUTE_SECONDS = 60;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;
/** Up to here hours say more than days. */
const HOURS_UNTIL_MINUTES = 2 * DAY_MINUTES;

/** Amounts are typed in Brazilian form in every language. */
const typed = once(() => new Intl.NumberFormat('pt-BR', { minimumFractionDigits: 2, maximumFractionDigits: 2 }));

/** Made when it is first used: to make one notation takes a phone longer than to write a page of numbers with it. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

export type Formatter = ReturnType<typeof createFormatter>;

/**
 * Every number, amount, share, day and age on the screen, in one language's notation.
 * What is null (unknown), or no number at all, is a dash: never a zero.
 */
export function createFormatter(locale: string) {
  const number = (options: Intl.NumberFormatOptions) => {
    const format = once(() => new Intl.NumberFormat(locale, options));
    // Adding zero turns a negative zero into a plain one.
    return (value: number | null) => (value === null || !Number.isFinite(value) ? DASH : format().format(value + 0));
  };
  const amount = number({ style: 'currency', currency: CURRENCY, currencyDisplay: 'narrowSymbol' });
  const amountShort = number({
    style: 'currency',
    currency: CURRENCY,
    currencyDisplay: 'narrowSymbol',
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  });
  return {
    /** Cents as an amount: 123456 → R$ 1.234,56. */
    money: (cents: number | null) => amount(cents === null ? null : cents / 100),
    /** Cents as a round amount for an axis: 1234567 → R$ 12,3 mil. */
    moneyShort: (cents: number | null) => amountShort(cents === null ? null : cents / 100),
    /** Cents as one types an amount in Brazil, whatever the language: 1234567 → 12.345,67. */
    typed: (cents: number) => typed().format(cents / 100),
    /** What is added or taken away, with its sign, by one of the other notations: −5, +12, 0. */
    signed: (value: number, write: (value: number) => string) => (value > 0 ? `+${write(value)}` : write(value)),
    /** A whole number of things. */
    count: number({ maximumFractionDigits: 0 }),
    countShort: number({ notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 }),
    /** A mean with one decimal. */
    mean: number({ minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    /** For a file that another program reads: no unit and nothing between the thousands; what is unknown is empty. */
    plain: (value: number | null, decimals: number) =>
      value === null || !Number.isFinite(value)
        ? ''
        : new Intl.NumberFormat(locale, {
            useGrouping: false,
            minimumFractionDigits: decimals,
            maximumFractionDigits: decimals,
          }).format(value + 0),
    /** A share: 0.0345 → 3,45%. */
    percent: number({ style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    /** A share for an axis: 0.0345 → 3,5%. */
    percentShort: number({ style: 'percent', maximumFractionDigits: 1 }),
    /** A share by which something rose or fell, with its sign; without one where it is rounded to nothing: +12,3%. */
    change: number({ style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' }),
    ...createDayFormats(locale),
    ...createTimeFormats(locale),
  };
}

/** Calendar days are read as UTC and written as UTC, so no zone can move them. */
function createDayFormats(locale: string) {
  const calendar = (options: Intl.DateTimeFormatOptions) =>
    once(() => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }));
  const short = calendar({ day: '2-digit', month: '2-digit' });
  const withWeekday = calendar({ weekday: 'short', day: '2-digit', month: '2-digit' });
  const weekdayOnly = calendar({ weekday: 'short' });
  const weekdayWhole = calendar({ weekday: 'long' });
  const full = calendar({ day: '2-digit', month: '2-digit', year: 'numeric' });
  const range = calendar({ day: 'numeric', month: 'long', year: 'numeric' });
  const read = (day: string) => new Date(`${day}T00:00:00Z`);
  return {
    /** 2026-11-20 → 20/11 */
    day: (day: string) => short().format(read(day)),
    /** 2026-11-20 → 20/11/2026 */
    date: (day: string) => full().format(read(day)),
    /** 2026-11-20 → sex., 20/11 */
    weekday: (day: string) => withWeekday().format(read(day)),
    /** 2026-11-20 → sex. */
    weekdayName: (day: string) => weekdayOnly().format(read(day)),
    /** 2026-11-20 → sexta-feira */
    weekdayLong: (day: string) => weekdayWhole().format(read(day)),
    /** Both ends included. */
    dayRange: ({ from, to }: { from: string; to: string }) => range().formatRange(read(from), read(to)),
  };
}

function createTimeFormats(locale: string) {
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'always' }));
  const wallClock = once(
    () => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }),
  );
  const now = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const clocks = new Map<string, Intl.DateTimeFormat>();
  const clockOf = (timeZone: string) => {
    const clock =
      clocks.get(timeZone) ?? new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short', timeZone });
    clocks.set(timeZone, clock);
    return clock;
  };
  const unit = (name: 'second' | 'minute' | 'hour', digits: number) => {
    const format = once(
      () => new Intl.NumberFormat(locale, { style: 'unit', unit: name, maximumFractionDigits: digits }),
    );
    return (value: number) => format().format(value);
  };
  const [inSecondsExactly, inSeconds, inMinutes, inHours] = [
    unit('second', 1),
    unit('second', 0),
    unit('minute', 0),
    unit('hour', 0),
  ];
  return {
    /** Whole minutes as an age: 75 → há 1 hora. Below a minute, and for a clock that is ahead: agora. */
    age: (minutes: number | null) => {
      if (minutes === null || !Number.isFinite(minutes)) return DASH;
      if (minutes < 1) return now().format(0, 'second');
      if (minutes < HOUR_MINUTES) return relative().format(-Math.floor(minutes), 'minute');
      if (minutes < HOURS_UNTIL_MINUTES) return relative().format(-Math.floor(minutes / HOUR_MINUTES), 'hour');
      return relative().format(-Math.floor(minutes / DAY_MINUTES), 'day');
    },
    /** How long something took, in ms, with two units at most: 80000 → 1 min 20 s. */
    duration: (ms: number | null) => {
      if (ms === null || !Number.isFinite(ms)) return DASH;
      const whole_seconds = Math.round(ms / 1000);
      if (ms < 9_950) return inSecondsExactly(ms / 1000);
      if (whole_seconds < MINUTE_SECONDS) return inSeconds(whole_seconds);
      const [whole_minutes, rest_seconds] = [
        Math.floor(whole_seconds / MINUTE_SECONDS),
        whole_seconds % MINUTE_SECONDS,
      ];
      if (whole_minutes < HOUR_MINUTES) return `${inMinutes(whole_minutes)} ${inSeconds(rest_seconds)}`;
      return `${inHours(Math.floor(whole_minutes / HOUR_MINUTES))} ${inMinutes(whole_minutes % HOUR_MINUTES)}`;
    },
    /** A time of day: 4 and 30 → 04:30. */
    clock: (hour: number, minute: number) => wallClock().format(Date.UTC(2026, 0, 1, hour, minute)),
    /** An instant (ISO 8601) as the clock on the wall of `timeZone` shows it. */
    instant: (iso: string, timeZone: string) => clockOf(timeZone).format(new Date(iso)),
    /** America/Sao_Paulo → Horário Padrão de Brasília, as it is called at the instant `at` (ISO 8601). */
    zone: (timeZone: string, at: string) =>
      new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'longGeneric' })
        .formatToParts(new Date(at))
        .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone,
  };
}
