import { pick } from '../world/random.ts';

const FIRST_NAMES = [
  'Bruna',
  'Carlos',
  'Débora',
  'Eduardo',
  'Fernanda',
  'Gustavo',
  'Heloísa',
  'Ivan',
  'Júlia',
  'Marcos',
];
const LAST_NAMES = ['Exemplo', 'Fictícia', 'Inventado', 'Modelo', 'Amostra', 'Teste'];

/** A buyer who does not exist, with everything that Mercado Livre tells of one. */
export function buyerBody(buyerNo: number) {
  const id = 1_654_321_098 + buyerNo * 17;
  return {
    id,
    nickname: `COMPRADOR${String(id).slice(-4)}`,
    first_name: pick(FIRST_NAMES, 'first name', buyerNo),
    last_name: pick(LAST_NAMES, 'last name', buyerNo),
    billing_info: { id: String(990_000_000 + buyerNo) },
  };
}

export const buyerId = (buyerNo: number): number => buyerBody(buyerNo).id;
