/** The zones of Brazil by a city that sellers know; names are the same in every language. */
const brazilian = [
  ['America/Sao_Paulo', 'São Paulo'],
  ['America/Bahia', 'Salvador'],
  ['America/Fortaleza', 'Fortaleza'],
  ['America/Recife', 'Recife'],
  ['America/Maceio', 'Maceió'],
  ['America/Belem', 'Belém'],
  ['America/Araguaina', 'Araguaína'],
  ['America/Santarem', 'Santarém'],
  ['America/Manaus', 'Manaus'],
  ['America/Cuiaba', 'Cuiabá'],
  ['America/Campo_Grande', 'Campo Grande'],
  ['America/Porto_Velho', 'Porto Velho'],
  ['America/Boa_Vista', 'Boa Vista'],
  ['America/Rio_Branco', 'Rio Branco'],
  ['America/Noronha', 'Fernando de Noronha'],
] as const;

const cities = new Map<string, string>(brazilian);

/** A zone as one says it: the city for those of Brazil, else its own name (`Europe/Lisbon`). */
export function placeOf(timeZone: string): string {
  return cities.get(timeZone) ?? timeZone.replaceAll('_', ' ');
}

/** The zones that can be chosen, those of Brazil first; the present one is among them whatever it is. */
export function choicesOf(present: string): { home: string[]; others: string[] } {
  const home: string[] = brazilian.map(([timeZone]) => timeZone);
  const known = [...new Set([...Intl.supportedValuesOf('timeZone'), present])].sort();
  return { home, others: known.filter((one) => !cities.has(one)) };
}
