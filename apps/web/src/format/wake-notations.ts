/**
 * A browser reads its tables of notations at the first number and the first day that it writes, which takes a phone as long as drawing a
 * part of the page. A script of its own has it done while the others are still on their way (build/name-early-scripts.mts).
 */
const [locale, day] = ['pt-BR', new Date(0)];
new Intl.NumberFormat(locale).format(0);
new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' }).formatRange(day, day);

export {};
