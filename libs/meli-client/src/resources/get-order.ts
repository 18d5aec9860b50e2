import { z } from 'zod';
import { MeliContractError } from '../errors.ts';
import { type CallOptions, describeFaults, type Request } from '../request.ts';
import { type OrderAndGaps, readOrder } from './read-order.ts';

/**
 * One order (API document 6.2). `missing` names the parts that are not in this answer (HTTP 206 says so, they are just not there, or they
 * are of no form that is known): what is known of them must not be taken away.
 * @throws MeliRefusedError 403 or 404 for this order; MeliContractError when no order can be made of the answer
 */
export async function getOrder(request: Request, orderId: string, options?: CallOptions): Promise<OrderAndGaps> {
  const call = { endpoint: '/orders/{id}', id: orderId, schema: z.unknown() };
  const { data, requestId, ...telling } = await request(call, options);
  const read = readOrder(data, telling);
  if (!('faults' in read)) return read;
  const what = `the answer is not of the agreed form: ${describeFaults(read.faults)}`;
  throw new MeliContractError(what, { endpoint: call.endpoint, requestId });
}
