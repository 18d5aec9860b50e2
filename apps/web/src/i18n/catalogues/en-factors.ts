import type { ptBrFactors } from './pt-br-factors.ts';

export const enFactors: { factors: { [Key in keyof (typeof ptBrFactors)['factors']]: string } } = {
  factors: {
    heading: 'Two-step verification',
    off: 'Off. With it, a code that only the app on your phone shows is asked for besides the password.',
    on: 'On. Signing in asks for a code of the app besides the password.',
    turnOn: 'Turn on',
    turnOff: 'Turn off',
    newCodes: 'New backup codes',
    confirmPassword: 'Type your password to go on.',
    goOn: 'Go on',
    cancel: 'Cancel',
    addKey:
      'Open an app for codes (such as Google Authenticator or that of your password manager) and type this key into it:',
    openApp: 'Or open in the app on this device',
    firstCode: 'Now type the code that the app shows.',
    code: 'Code',
    codeHint: 'Six digits of the app, or a backup code.',
    confirm: 'Confirm',
    backupHeading: 'Backup codes',
    backup:
      'Keep these codes somewhere other than the phone. Each opens once in the place of the app, and they are not shown again.',
    stored: 'I have kept them',
    secondStepHeading: 'Verification code',
    secondStep: 'Type the code that the app on your phone shows.',
    lost: 'Without the phone and without backup codes, ask an owner of your company to turn the verification off.',
    refusedCode: 'The code is not right. It changes twice a minute.',
    refusedPassword: 'The password is not right.',
    startAgain: 'The time for this code is over. Go back and sign in with the password again.',
    wrongState: 'The verification was turned on or off in another window. Open the page again.',
    hasFactor: 'with two-step verification',
    remove: 'Turn verification off',
    removeName: 'Turn the two-step verification of {{email}} off',
    confirmRemove: 'Really turn off',
  },
};
