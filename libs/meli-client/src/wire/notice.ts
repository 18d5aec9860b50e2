import { z } from 'zod';
import { Id, Instant, orNull } from './values.ts';

/** Control signs and halves of signs: a text with them cannot be stored, and none of Mercado Livre's words has them. */
const UNSTORABLE = /[\p{Cc}\p{Cs}]/gu;
const withoutUnstorable = (text: string) => text.replace(UNSTORABLE, '');

const NoticeId = Id.transform((id) => withoutUnstorable(id) || null);

const Wire = z.object({
  _id: orNull(NoticeId),
  id: orNull(NoticeId),
  topic: z.string().transform(withoutUnstorable).pipe(z.string().min(1)),
  resource: z.string().min(1),
  user_id: orNull(Id),
  application_id: orNull(Id),
  attempts: orNull(z.number().int()),
  sent: orNull(Instant),
  received: orNull(Instant),
  recieved: orNull(Instant),
});

/** A notice is a pointer; what it points to has to be asked for (API document 8). */
export const Notice = Wire.transform(unite);
export type Notice = z.output<typeof Notice>;

/** As `Notice`, but a field that is odd is not known, instead of spoiling the whole: only topic and resource make a notice. */
export const LooseNotice = Wire.extend({
  _id: Wire.shape._id.catch(null),
  id: Wire.shape.id.catch(null),
  user_id: Wire.shape.user_id.catch(null),
  application_id: Wire.shape.application_id.catch(null),
  attempts: Wire.shape.attempts.catch(null),
  sent: Wire.shape.sent.catch(null),
  received: Wire.shape.received.catch(null),
  recieved: Wire.shape.recieved.catch(null),
}).transform(unite);

function unite({ _id, id, recieved, ...notice }: z.output<typeof Wire>) {
  return { ...notice, id: _id ?? id, received: notice.received ?? recieved };
}
