import { AppError } from '@pulso/domain';
import { z } from 'zod';

/** As the library reads one when somebody signs in. */
const Address = z.email().max(254);

/**
 * An address of mail as it is stored and compared: without case, because nobody keeps two that differ in it.
 * @throws AppError `invalid_input`
 */
export function readMailAddress(text: string): string {
  const email = text.trim().toLowerCase();
  if (!Address.safeParse(email).success) {
    throw new AppError('invalid_input', 'This is no address of mail', {
      faults: [{ path: 'email', message: 'is not an address of mail' }],
    });
  }
  return email;
}
