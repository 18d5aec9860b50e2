import { type Finding, fail, ok, warn } from './finding.ts';

const WARN_SECONDS = 5;
const FAIL_SECONDS = 60;

/** How far this machine's clock is ahead of another one, in seconds, negative when it is behind; null = not known. */
export interface ClockSkews {
  database_seconds: number | null;
  mercadolivre_seconds: number | null;
}

/**
 * Three clocks, of which the one that disagrees with the other two is the wrong one; of two nobody can tell.
 * @returns nothing when there was no other clock to look at
 */
export function judgeClocks({ database_seconds, mercadolivre_seconds }: ClockSkews): Finding[] {
  const known = [database_seconds, mercadolivre_seconds].filter((one) => one !== null);
  if (known.length === 0) return [];
  const size_seconds = Math.max(...known.map(Math.abs));
  if (size_seconds <= WARN_SECONDS)
    return [ok('clock', `Relógio de acordo com ${namesOf(database_seconds, mercadolivre_seconds)}`)];
  const message = messageOf(database_seconds, mercadolivre_seconds);
  const severe = size_seconds > FAIL_SECONDS;
  const todo =
    'Acerte os relógios por NTP (em Linux: timedatectl set-ntp true) na máquina do Pulso e na do banco de dados.' +
    (severe
      ? ' Até lá, horários pedidos (slot) mais de 5 minutos à frente são recusados, execuções começam na hora errada, os dias viram fora de hora e a idade dos dados aparece errada; nenhum horário roda duas vezes'
      : ' Alguns segundos não mudam número nenhum, mas costumam virar minutos');
  return [severe ? fail('clock', message, todo) : warn('clock', message, todo)];
}

function messageOf(database: number | null, mercadolivre: number | null): string {
  if (database !== null && mercadolivre !== null) {
    const isDatabaseOff = Math.abs(database) > WARN_SECONDS;
    const isMercadolivreOff = Math.abs(mercadolivre) > WARN_SECONDS;
    const agree = Math.abs(database - mercadolivre) <= WARN_SECONDS;
    if (agree)
      return `Relógio desta máquina ${describe(database)} em relação ao do banco de dados e ao do Mercado Livre`;
    if (!isMercadolivreOff) {
      return `Relógio do banco de dados ${describe(-database)} em relação ao desta máquina e ao do Mercado Livre`;
    }
    if (!isDatabaseOff) {
      return `Relógios desta máquina e do banco de dados ${describe(mercadolivre, 'plural')} em relação ao do Mercado Livre`;
    }
    return `Relógio desta máquina ${describe(database)} em relação ao do banco de dados e ${describe(mercadolivre)} em relação ao do Mercado Livre`;
  }
  const [skew, other] = database !== null ? [database, 'do banco de dados'] : [mercadolivre ?? 0, 'do Mercado Livre'];
  return `Relógio desta máquina ${describe(skew)} em relação ao ${other}`;
}

function namesOf(database: number | null, mercadolivre: number | null): string {
  return [database === null ? [] : ['o banco de dados'], mercadolivre === null ? [] : ['o Mercado Livre']]
    .flat()
    .join(' e ');
}

function describe(skew_seconds: number, number: 'singular' | 'plural' = 'singular'): string {
  const size_seconds = Math.round(Math.abs(skew_seconds) * 10) / 10;
  const minutes = size_seconds >= 120 ? ` (${Math.round(size_seconds / 60)} min)` : '';
  return `${skew_seconds > 0 ? 'adiantado' : 'atrasado'}${number === 'plural' ? 's' : ''} ${size_seconds} s${minutes}`;
}
