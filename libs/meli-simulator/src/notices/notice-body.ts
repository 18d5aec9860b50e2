import { chance } from '../world/random.ts';
import type { Notice, WaitingNotice } from './notice.ts';

export interface BodyShape {
  seed: string;
  applicationId: string;
  isMixed: boolean;
}

/** How often each odd form is met in `mixed`. */
const ODD_SHARE = 0.1;

/**
 * The body of a notice in section 8's forms: `_id` or `id`, `user_id` as a number or text, `resource` without its slash, two names of
 * one topic, nanoseconds. Which of them depends on the seed and on what is told, and stays with the notice over all its repeats.
 * `number` tells apart notices of one resource at one instant.
 */
export function makeWaiting(notice: Notice, number: number, shape: BodyShape): WaitingNotice {
  const { sellerId, resource, at, actions } = notice;
  const draw = (what: string) => chance(shape.seed, 'notice', sellerId, notice.topic, resource, at, number, what);
  const isOdd = (what: string) => shape.isMixed && draw(what) < ODD_SHARE;
  const topic = notice.topic === 'stock-locations' && isOdd('topic') ? 'stock-location' : notice.topic;
  const hasNanoseconds = isOdd('nanoseconds');
  const id = uuidFrom(draw);
  const body = {
    ...(isOdd('id') ? { id } : { _id: id }),
    topic,
    resource: isOdd('resource') ? resource.replace(/^\//, '') : resource,
    user_id: isOdd('user') ? sellerId : wireNumber(sellerId),
    application_id: wireNumber(shape.applicationId),
    sent: '',
    attempts: 0,
    received: timeText(at, hasNanoseconds ? draw('received') : null),
    ...(actions === undefined || isOdd('actions') ? {} : { actions }),
  };
  return { topic: notice.topic, body, fields: {}, hasNanoseconds, attempts: 0, dueAt: at, isCopy: false };
}

/** What is posted at an attempt, counted from one. What was said of a field by hand stands above all. */
export function postedBody(waiting: WaitingNotice, attempt: number): Record<string, unknown> {
  const { body, fields, hasNanoseconds, dueAt } = waiting;
  const share = chance(String(body['_id'] ?? body['id']), attempt);
  const sent = timeText(dueAt + 20 + Math.floor(100 * share), hasNanoseconds ? share : null);
  const whole = { ...body, sent, attempts: attempt, ...fields };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== null));
}

/** UTC, with nine digits after the second where a share in [0, 1) says what comes after the milliseconds. */
function timeText(instant_ms: number, share: number | null): string {
  const text = new Date(instant_ms).toISOString();
  return share === null ? text : text.replace('Z', `${String(Math.floor(share * 1e6)).padStart(6, '0')}Z`);
}

function uuidFrom(draw: (what: string) => number): string {
  const digits = [1, 2, 3, 4]
    .map((part) =>
      Math.floor(draw(`id ${part}`) * 2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20)}`;
}

/** An application may have been started with an id that is no number, or none that JSON's readers hold. */
const wireNumber = (id: string): number | string =>
  /^[1-9]\d*$/.test(id) && Number.isSafeInteger(Number(id)) ? Number(id) : id;
