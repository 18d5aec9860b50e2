import type { ptBrFactors } from './pt-br-factors.ts';

export const esFactors: { factors: { [Key in keyof (typeof ptBrFactors)['factors']]: string } } = {
  factors: {
    heading: 'Verificación en dos pasos',
    off: 'Apagada. Con ella, además de la contraseña se pide un código que solo muestra la aplicación de su teléfono.',
    on: 'Encendida. Al entrar, además de la contraseña se pide un código de la aplicación.',
    turnOn: 'Encender',
    turnOff: 'Apagar',
    newCodes: 'Nuevos códigos de reserva',
    confirmPassword: 'Escriba su contraseña para continuar.',
    goOn: 'Continuar',
    cancel: 'Cancelar',
    addKey:
      'Abra una aplicación de códigos (como Google Authenticator o la de su gestor de contraseñas) y escriba en ella esta clave:',
    openApp: 'O abra en la aplicación de este dispositivo',
    firstCode: 'Ahora escriba el código que muestra la aplicación.',
    code: 'Código',
    codeHint: 'Seis dígitos de la aplicación, o un código de reserva.',
    confirm: 'Confirmar',
    backupHeading: 'Códigos de reserva',
    backup:
      'Guarde estos códigos fuera del teléfono. Cada uno entra una vez en lugar de la aplicación, y no se muestran de nuevo.',
    stored: 'Ya los guardé',
    secondStepHeading: 'Código de verificación',
    secondStep: 'Escriba el código que muestra la aplicación de su teléfono.',
    lost: 'Sin el teléfono y sin los códigos de reserva, pida a un propietario de su empresa que apague la verificación.',
    refusedCode: 'El código no coincide. Cambia dos veces por minuto.',
    refusedPassword: 'La contraseña no coincide.',
    startAgain: 'Pasó el tiempo de este código. Vuelva y entre de nuevo con la contraseña.',
    wrongState: 'La verificación ya se encendió o apagó en otra ventana. Abra la página de nuevo.',
    hasFactor: 'con verificación en dos pasos',
    remove: 'Apagar verificación',
    removeName: 'Apagar la verificación en dos pasos de {{email}}',
    confirmRemove: 'Apagar de verdad',
  },
};
