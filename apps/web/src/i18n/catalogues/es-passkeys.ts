import type { ptBrPasskeys } from './pt-br-passkeys.ts';

export const esPasskeys: { passkeys: { [Key in keyof (typeof ptBrPasskeys)['passkeys']]: string } } = {
  passkeys: {
    heading: 'Llaves de acceso',
    what: 'Con una llave de acceso usted entra con la huella, el rostro o el PIN del dispositivo, sin contraseña y sin código.',
    empty: 'Ninguna todavía.',
    add: 'Agregar llave de acceso',
    name: 'Nombre de la llave',
    nameHint: 'Para reconocerla después: por ejemplo, el dispositivo en que queda.',
    create: 'Crear llave',
    created: 'Creada el {{when}}.',
    used: 'Usada el {{when}}.',
    neverUsed: 'Todavía no usada.',
    remove: 'Quitar',
    removeName: 'Quitar la llave {{name}}',
    confirmPassword:
      'Escriba su contraseña para quitar {{name}}. El dispositivo puede seguir mostrándola, pero ya no abre nada.',
    confirmRemove: 'Quitar de verdad',
    hasPasskey: 'con llave de acceso',
    signIn: 'Entrar con llave de acceso',
    refused: 'Esta llave de acceso no vale aquí. Entre con la contraseña.',
    startAgain: 'Pasó el tiempo de esta llave. Intente de nuevo.',
    notMade: 'El dispositivo no creó la llave: no se confirmó, o ya tiene una suya. Intente de nuevo.',
    notKept:
      'Esta llave no sirve. Necesita un dispositivo que confirme quién es usted, y la página, la dirección de siempre.',
    numbers:
      'Las llaves de acceso no funcionan en esta página, abierta por una dirección IP. Ábrala por un nombre: el del sitio, o localhost en la propia computadora.',
    browser: 'Este navegador no ofrece llaves de acceso en esta página. Hace falta un navegador actual y https.',
  },
};
