import type { World } from './create-world.ts';
import { DAY_MS, dayNumber, dayOf, HOUR_MS, plusDays, startOf } from './days.ts';
import { isSoldAt } from './listing.ts';
import { chance, pick, whole } from './random.ts';

export interface Question {
  id: number;
  listingId: string;
  at: number;
  text: string;
  /** Null while it waits. */
  answer: { at: number; text: string } | null;
  /** Which of the world's buyers asked. */
  buyerNo: number;
}

/** Questions that wait longer are deleted by Mercado Livre (API document 7.1); older ones are of no use to anybody. */
const LOOK_BACK_DAYS = 210;
const QUESTION_BASE = 13_000_000_000;
const TEXTS = ['Vai ao micro-ondas?', 'Tem na cor azul?', 'Qual é a medida?', 'Mantém gelado por quantas horas?'];
const ANSWERS = ['Sim.', 'Não, só na cor do anúncio.', 'Está na descrição do anúncio.'];

/** Every question of a seller that can be seen at an instant, newest first. */
export function questionsAt(world: World, at: number): Question[] {
  const questions: Question[] = [];
  const today = dayOf(at);
  for (let day = plusDays(today, -LOOK_BACK_DAYS); day <= today; day = plusDays(day, 1)) {
    for (const [place, listing] of world.listings.entries()) {
      const words = [listing.seed, 'question', listing.id, day] as const;
      if (chance(...words) >= 0.03 || place >= 1000) continue;
      const asked = startOf(day) + whole(8 * HOUR_MS, 23 * HOUR_MS, ...words, 'hour');
      if (asked > at || !isSoldAt(listing, asked)) continue;
      const answered = asked + whole(HOUR_MS / 6, DAY_MS, ...words, 'answered');
      questions.push({
        id: QUESTION_BASE + (dayNumber(day) % 10_000) * 100_000 + world.seller.place * 1000 + place,
        listingId: listing.id,
        at: asked,
        text: pick(TEXTS, ...words, 'text'),
        answer:
          answered <= at && chance(...words, 'is answered') < 0.9
            ? { at: answered, text: pick(ANSWERS, ...words, 'answer') }
            : null,
        buyerNo: whole(1, 5000, ...words, 'buyer'),
      });
    }
  }
  return questions.sort((one, other) => other.at - one.at || other.id - one.id);
}
