export { type Authenticator, type Oddity, openAuthenticator } from './open-authenticator.ts';
export { fromBase32, showCode } from './show-code.ts';
