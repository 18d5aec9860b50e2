export function sessionCookieName(isSecure: boolean): string {
  return isSecure ? '__Host-pulso_session' : 'pulso_session';
}

/** What a browser has between the right password and the code. */
export function secondStepCookieName(isSecure: boolean): string {
  return isSecure ? '__Host-pulso_second_step' : 'pulso_second_step';
}

/** What a browser has while its authenticator answers. */
export function passkeyCookieName(isSecure: boolean): string {
  return isSecure ? '__Host-pulso_passkey' : 'pulso_passkey';
}
