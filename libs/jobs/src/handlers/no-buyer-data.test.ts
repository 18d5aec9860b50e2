import { Writable } from 'node:stream';
import { query } from '@pulso/database';
import { createLogger } from '@pulso/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeNotice } from '../notices/take-notice.ts';
import { openGate } from '../testing/open-gate.ts';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';

/** Stands in every value that may tell who bought, paid or received something. */
const MARK = 'ZXMARK';
const MARKED_NUMBER = 918273645546;
/** A document and a telephone as digits alone, which no word marks. */
const DOCUMENT = '39053344705';
const TELEPHONE = '11987650001';
const MARKS = [MARK, String(MARKED_NUMBER), DOCUMENT, TELEPHONE];
/** Stands where it may be stored, to show that the search finds what is there. */
const CONTROL = 'ZXCONTROL';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const person = {
  id: MARKED_NUMBER,
  nickname: `${MARK}.NICK`,
  first_name: `${MARK} Maria`,
  last_name: `${MARK} Souza`,
  email: `${MARK}@example.com`,
  phone: { area_code: '11', number: `${MARK} 99999` },
  identification: { type: 'CPF', number: DOCUMENT },
  alternative_phone: { number: TELEPHONE },
  billing_info: { id: MARK, doc_type: 'CPF', doc_number: Number(DOCUMENT) },
  address: { street_name: `Rua ${MARK}`, zip_code: MARK, comment: MARK },
};
const planted: { [name: string]: Json } = {
  buyer: person,
  payer: person,
  payer_id: MARKED_NUMBER,
  receiver_id: MARKED_NUMBER,
  receiver_name: MARK,
  receiver_phone: TELEPHONE,
  receiver_address: person.address,
  destination: { receiver_name: MARK, shipping_address: person.address },
  comments: `deixar com ${MARK}`,
  description: `${MARK} desistiu`,
  status_detail: `${MARK} pediu`,
  reason: MARK,
  card: { cardholder: { name: MARK, identification: person.identification } },
  email: person.email,
  first_name: person.first_name,
};

/** Every object of an answer gets the person, and every object of an order its marked words. */
function plant(value: Json): Json {
  if (Array.isArray(value)) return value.map(plant);
  if (value === null || typeof value !== 'object') return value;
  return { ...Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plant(inner)])), ...planted };
}

const AT = '2026-11-20T15:34:00Z';
let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
let gate: Awaited<ReturnType<typeof openGate>>;
let answersPlanted = 0;
const logged: string[] = [];
const statuses: string[] = [];

beforeAll(async () => {
  const world = { listings: 24, ordersPerDay: 3 };
  seller = await openSimulatedSeller({ at: AT, seed: 'no buyer', anchorDay: '2026-11-20', world });
  gate = await openGate(seller.simulator.url, {
    rewrite(path, text) {
      if (path === '/oauth/token') return text;
      answersPlanted += 1;
      return JSON.stringify(plant(JSON.parse(text))).replaceAll('"title":"', `"title":"${CONTROL} `);
    },
  });
  Object.assign(seller.deps.connections.application, { apiUrl: gate.url });
  const to = new Writable({
    write(line, _, done) {
      logged.push(String(line));
      done();
    },
  });
  Object.assign(seller.deps, { log: createLogger({ app: 'test', level: 'trace', to }) });
  const sync = async () => statuses.push((await seller.run('sync-mercadolivre', { daysBack: 10 })).status);

  await sync();
  // Refusals and broken answers have words of people in them too, and their errors reach logs and rows of runs.
  const shipments = await query<{ id: string }>(
    seller.db,
    'select shipment_id::text as id from shipments order by 1 limit 2',
  );
  // The same by notices, whose own words may tell of somebody too.
  const { orderId } = await seller.simulator.addSale();
  await notify(`/orders/${orderId}`, 'orders_v2');
  await notify(`/shipments/${shipments[0]?.id}`, 'shipments');
  statuses.push((await seller.run('read-notices')).status);
  seller.moveTo('2026-11-20T15:35:00Z');
  await query(seller.db, 'update shipments set seller_cost = null');
  const refusal = { message: `${MARK} may not`, error: 'access_denied', status: 403, cause: [person] };
  gate.told.set(`/shipments/${shipments[0]?.id}/costs`, () => ({ status: 403, body: refusal }));
  gate.told.set(`/shipments/${shipments[1]?.id}/costs`, () => ({ body: { senders: MARK, receiver: person } }));
  await sync();
  gate.told.set('/orders/search', () => ({
    body: {
      results: [{ status: 'paid', date_created: MARK, buyer: person, [MARK]: MARK }],
      paging: { total: 1 },
    },
  }));
  seller.moveTo('2026-11-20T16:34:00Z');
  await sync();
  // The message of a 400 is about our own parameters, and is told.
  const badRequest = { ...refusal, message: 'Limit must be a lower or equal than 51', status: 400 };
  gate.told.set('/orders/search', () => ({ status: 400, body: badRequest }));
  await sync();
});
afterAll(async () => {
  await gate.close();
  await seller.close();
});

function notify(resource: string, topic: string) {
  const { clientId } = seller.simulator;
  const pointer = { resource, topic, user_id: Number(seller.sellerId), application_id: clientId };
  return takeNotice(seller.db, JSON.stringify({ ...planted, ...pointer }), {
    applicationId: clientId,
    now: seller.now(),
  });
}

/** How many rows of every table have this text in any column, of any type. */
async function rowsWith(text: string): Promise<Record<string, number>> {
  const tables = await query<{ name: string }>(
    seller.db,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const found: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await query<{ count: number }>(
      seller.db,
      `select count(*)::int as count from ${name} as r where r::text ilike $1`,
      { bind: [`%${text}%`] },
    );
    if (row && row.count > 0) found[name] = row.count;
  }
  return found;
}

describe('the person who bought', () => {
  it('is in hundreds of answers, in refusals and in broken ones; and the search finds what is there', async () => {
    expect(answersPlanted).toBeGreaterThan(100);
    expect(statuses).toEqual(['SUCCESS', 'SUCCESS', 'PARTIAL', 'FAILED', 'FAILED']);
    expect(Object.keys(await rowsWith(CONTROL))).toContain('public.listings');
    expect(Object.keys(await rowsWith('access_denied')).sort()).toEqual(['public.job_logs', 'public.shipments']);
    expect(logged.join('')).toContain('meli_contract');
  });

  it('is in no column of any table: not in facts, not in runs and their metadata, neither as text nor as number', async () => {
    for (const mark of MARKS) expect(await rowsWith(mark)).toEqual({});
  });

  it('is in no line of the log', () => {
    const told = logged.filter((line) => MARKS.some((mark) => line.includes(mark)));
    expect(told).toEqual([]);
  });
});
