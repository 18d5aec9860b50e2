import { AppError } from '@pulso/domain';

/** NIST SP 800-63B: length instead of rules of composition. */
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const;

/** @throws AppError `invalid_input` for a password that nobody should choose */
export function assertPassword(password: string): void {
  const { min, max } = PASSWORD_LENGTH;
  if (password.length >= min && password.length <= max) return;
  const message = `must have ${min} to ${max} characters`;
  throw new AppError('invalid_input', `The password ${message}`, { faults: [{ path: 'password', message }] });
}
