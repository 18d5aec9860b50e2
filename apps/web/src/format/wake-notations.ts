/**
 * A browser reads its tables of notations at the first number and the first day that it writes, which takes a phone as long as drawing a
 * part of the page. A script of its own has it done while the others are still on their way (build/name-early-scripts.mts).
 */
new Intl.NumberFormat('pt-BR').format(0);
new Intl.DateTimeFormat('pt-BR', { day: 'numeric', month: 'long', timeZone: 'UTC' }).formatRange(0, 0);
new Intl.DateTimeFormat('pt-BR', { timeZone: 'America/Sao_Paulo', timeZoneName: 'longGeneric' }).format(0);
