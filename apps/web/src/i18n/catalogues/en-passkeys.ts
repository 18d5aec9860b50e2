import type { ptBrPasskeys } from './pt-br-passkeys.ts';

export const enPasskeys: { passkeys: { [Key in keyof (typeof ptBrPasskeys)['passkeys']]: string } } = {
  passkeys: {
    heading: 'Passkeys',
    what: 'With a passkey you sign in by fingerprint, face or PIN of your device, without password and without code.',
    empty: 'None yet.',
    add: 'Add a passkey',
    name: 'Name of the passkey',
    nameHint: 'By which you will know it later: the device that keeps it, for example.',
    create: 'Create passkey',
    created: 'Created on {{when}}.',
    used: 'Used on {{when}}.',
    neverUsed: 'Not used yet.',
    remove: 'Remove',
    removeName: 'Remove the passkey {{name}}',
    confirmPassword:
      'Type your password to remove {{name}}. The device may go on showing it, but it opens nothing any more.',
    confirmRemove: 'Really remove',
    hasPasskey: 'with a passkey',
    signIn: 'Sign in with a passkey',
    refused: 'This passkey is not good here. Sign in with your password.',
    startAgain: 'The time for this passkey is over. Try again.',
    notMade: 'The device made no passkey: it was not confirmed, or it has one of yours already. Try again.',
    notKept: 'This passkey is not good. It needs a device that confirms who you are, and the page its usual address.',
    numbers:
      'Passkeys do not work on this page, which was opened by an IP address. Open it by a name: that of the site, or localhost on the computer itself.',
    browser: 'This browser offers no passkeys on this page. It takes a current browser, and https.',
  },
};
