import { AppError } from '@pulso/domain';
import { PASSWORD_LENGTH } from '@pulso/domain/password-length';

/** @throws AppError `invalid_input` for a password that nobody should choose */
export function assertPassword(password: string): void {
  const { min, max } = PASSWORD_LENGTH;
  if (password.length >= min && password.length <= max) return;
  const message = `must have ${min} to ${max} characters`;
  throw new AppError('invalid_input', `The password ${message}`, { faults: [{ path: 'password', message }] });
}
