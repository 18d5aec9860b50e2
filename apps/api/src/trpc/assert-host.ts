import { AppError } from '@pulso/domain';
import type { FastifyRequest } from 'fastify';

/** tRPC builds an address from the header and would fail on one that is none. @throws AppError `invalid_input` */
export function assertHost({ headers }: Pick<FastifyRequest, 'headers'>): void {
  if (URL.canParse(`http://${headers.host}`)) return;
  const fault = { path: 'Host', message: 'is not the name of a host' };
  throw new AppError('invalid_input', `${fault.path} ${fault.message}`, { faults: [fault] });
}
