import { z } from 'zod';
import { MeliRefusedError } from '../errors.ts';
import type { CallOptions, Request } from '../request.ts';
import { Id, Instant, listOf, orNull } from '../wire/values.ts';
import { walkPages } from './walk-pages.ts';

/** What Pulso takes of a question (API document 7.1): who asked, and both texts, stay outside. */
const Question = z.object({
  id: Id,
  item_id: z.string().min(1),
  status: z.string().min(1),
  date_created: Instant,
  deleted_from_listing: orNull(z.boolean()),
  hold: orNull(z.boolean()),
  answer: orNull(z.object({ status: orNull(z.string()), date_created: orNull(Instant) })),
});
export type Question = z.output<typeof Question>;

const Page = z.object({ total: z.number().int(), questions: listOf(Question) });

const Minutes = orNull(z.object({ response_time: orNull(z.number()) }).transform((part) => part.response_time));
/** Minutes until an answer, as Mercado Livre counts them; null = not told. */
const ResponseTimes = z
  .object({ total: Minutes, weekend: Minutes, weekdays_working_hours: Minutes, weekdays_extra_hours: Minutes })
  .transform((told) => ({
    total_minutes: told.total,
    weekend_minutes: told.weekend,
    workingHours_minutes: told.weekdays_working_hours,
    extraHours_minutes: told.weekdays_extra_hours,
  }));
export type ResponseTimes = z.output<typeof ResponseTimes>;

export interface QuestionSearch {
  /** Such as `UNANSWERED`; left out: all. */
  status?: string;
  /** Of one listing; left out: of the whole account. */
  itemId?: string;
}

const SEARCH = '/questions/search';
const PAGE_SIZE = 50;

export function createQuestions(request: Request) {
  return {
    /**
     * The seller's questions, newest first, each once (API document 7.1). The count stands at the root of the answer, there is no
     * `paging` (Q56). Unanswered ones older than 7 months are gone.
     * @throws MeliRefusedError when the application has no permission for communication
     */
    search(
      sellerId: string,
      { status, itemId }: QuestionSearch = {},
      options?: CallOptions,
    ): AsyncGenerator<Question[]> {
      const read = async (offset: number) => {
        const subject = itemId === undefined ? { seller_id: sellerId } : { item: itemId };
        const order = { sort_fields: 'date_created', sort_types: 'DESC' };
        const query = { ...subject, status, ...order, api_version: 4, limit: PAGE_SIZE, offset };
        const { data } = await request({ endpoint: SEARCH, query, schema: Page }, options);
        return { rows: data.questions, total: data.total };
      };
      return walkPages(SEARCH, { read, idOf: (question) => question.id });
    },

    /** How fast the seller answers (API document 7.1); null when there was no question yet (404). */
    async getResponseTimes(sellerId: string, options?: CallOptions): Promise<ResponseTimes | null> {
      const call = { endpoint: '/users/{id}/questions/response_time', id: sellerId, schema: ResponseTimes };
      try {
        return (await request(call, options)).data;
      } catch (error) {
        if (error instanceof MeliRefusedError && error.status === 404) return null;
        throw error;
      }
    },
  };
}
