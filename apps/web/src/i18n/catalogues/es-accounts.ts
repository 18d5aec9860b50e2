import type { ptBrAccounts } from './pt-br-accounts.ts';

type Accounts = { [Part in keyof typeof ptBrAccounts]: { [Key in keyof (typeof ptBrAccounts)[Part]]: string } };

export const esAccounts: Accounts = {
  accounts: {
    line: 'Las cuentas de Mercado Libre que Pulso lee, y lo que sabe de cada una.',
    list: 'Cuentas',
    none: 'Todavía no se conectó ninguna cuenta de Mercado Libre.',
    seller: 'vendedor {{id}}',
    active: 'conectada',
    reauthorisation_required: 'necesita nueva autorización',
    disconnected: 'desconectada',
    disconnectedWhy: 'Esta cuenta ya no se lee. El historial queda guardado.',
    history_one: 'Historial desde el {{day}}: {{n}} día con números.',
    history_many: 'Historial desde el {{day}}: {{n}} de días con números.',
    history_other: 'Historial desde el {{day}}: {{n}} días con números.',
    historyComing: 'Lo anterior, desde el {{day}}, todavía se está leyendo.',
    noHistory: 'Todavía no hay ningún día con números.',
    source_listings: 'Publicaciones',
    source_orders: 'Pedidos',
    source_freight: 'Envíos',
    source_visits: 'Visitas',
    source_account_visits: 'Visitas de toda la cuenta',
    notAllowed:
      'Mercado Libre no deja leer. Falta un permiso a la aplicación o a la cuenta; una vez concedido, conecte la cuenta de nuevo.',
    since: 'Desde el {{when}}.',
    reconnect: 'Conectar de nuevo',
    reconnectName: 'Conectar de nuevo: {{name}}',
    disconnect: 'Desconectar',
    disconnectName: 'Desconectar {{name}}',
    disconnectSure: 'Pulso deja de leer esta cuenta y olvida sus claves. El historial queda, y puede volver después.',
    confirmDisconnect: 'Desconectar de verdad',
    keep: 'Mantener conectada',
    notDisconnected: 'La cuenta sigue conectada.',
    connectHeading: 'Conectar una cuenta',
    connectWhy:
      'Mercado Libre pregunta si permite el acceso. Entre con el usuario principal de la cuenta: un colaborador no puede permitirlo.',
    connect: 'Conectar en Mercado Libre',
    depth: 'Historial',
    depthWhy: 'Conectar la misma cuenta de nuevo, con más historial, solo agrega lo que falta.',
  },
  connect: {
    label: 'Conexión de la cuenta',
    connected: 'Cuenta conectada. La primera lectura ya comenzó.',
    reconnected: 'Cuenta conectada de nuevo. Lo que faltó desde la última lectura ya se está leyendo.',
    consent_denied: 'La cuenta no se conectó: el acceso no se permitió en Mercado Libre.',
    consent_not_main_user:
      'La cuenta no se conectó: quien entró en Mercado Libre es un colaborador. Entre con el usuario principal de la cuenta.',
    consent_unknown:
      'La cuenta no se conectó: este pedido no comenzó en este navegador, ya se usó o pasó de tiempo. Comience de nuevo.',
    reauthorisation_required: 'La cuenta no se conectó: Mercado Libre no aceptó la autorización. Comience de nuevo.',
    seller_connected_elsewhere: 'La cuenta no se conectó: ya pertenece a otra empresa en Pulso.',
    meli_configuration:
      'La cuenta no se conectó: la aplicación de Mercado Libre está mal configurada. Quien cuida del sistema debe revisarla.',
    meli_unavailable: 'La cuenta no se conectó: Mercado Libre no respondió. Intente de nuevo en unos minutos.',
    meli_throttled: 'La cuenta no se conectó: Mercado Libre pidió ir más despacio. Intente de nuevo en unos minutos.',
    meli_contract: 'La cuenta no se conectó: Mercado Libre respondió de una manera que no conocemos.',
    unauthenticated: 'La cuenta no se conectó: entre en Pulso y comience de nuevo.',
    forbidden: 'La cuenta no se conectó: su papel no permite conectar cuentas. Pida ayuda a un propietario.',
    configuration:
      'La cuenta no se conectó: falta configurar la aplicación de Mercado Libre. Quien cuida del sistema sabe cómo.',
    database_unavailable: 'La cuenta no se conectó: la base de datos no respondió. Comience de nuevo en unos minutos.',
    other: 'La cuenta no se conectó: algo falló de nuestro lado. Los detalles quedaron en el registro del servidor.',
  },
};
