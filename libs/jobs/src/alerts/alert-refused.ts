/** Somebody answered, and did not take the message. */
export class AlertRefused extends Error {
  override readonly name = 'AlertRefused';
}
