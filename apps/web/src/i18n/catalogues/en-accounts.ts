import type { ptBrAccounts } from './pt-br-accounts.ts';

type Accounts = { [Part in keyof typeof ptBrAccounts]: { [Key in keyof (typeof ptBrAccounts)[Part]]: string } };

export const enAccounts: Accounts = {
  accounts: {
    line: 'The Mercado Livre accounts that Pulso reads, and what it knows of each.',
    list: 'Accounts',
    none: 'No Mercado Livre account was connected yet.',
    seller: 'seller {{id}}',
    active: 'connected',
    reauthorisation_required: 'needs to be authorised again',
    disconnected: 'disconnected',
    disconnectedWhy: 'This account is not read any more. Its history stays.',
    history_one: 'History since {{day}}: {{n}} day with numbers.',
    history_many: 'History since {{day}}: {{n}} days with numbers.',
    history_other: 'History since {{day}}: {{n}} days with numbers.',
    historyComing: 'What comes before, since {{day}}, is still being read.',
    noHistory: 'There is no day with numbers yet.',
    source_listings: 'Listings',
    source_orders: 'Orders',
    source_freight: 'Freight',
    source_visits: 'Visits',
    source_account_visits: 'Visits of the whole account',
    notAllowed:
      'Mercado Livre does not let it be read. The application or the account lacks a permission; once it is given, connect the account again.',
    since: 'Since {{when}}.',
    reconnect: 'Connect again',
    reconnectName: 'Connect again: {{name}}',
    disconnect: 'Disconnect',
    disconnectName: 'Disconnect {{name}}',
    disconnectSure:
      'Pulso stops reading this account and forgets its keys. The history stays, and it can come back later.',
    confirmDisconnect: 'Really disconnect',
    keep: 'Keep connected',
    notDisconnected: 'The account is still connected.',
    connectHeading: 'Connect an account',
    connectWhy:
      "Mercado Livre asks whether you allow the access. Sign in as the account's main user: a collaborator cannot allow it.",
    connect: 'Connect at Mercado Livre',
    depth: 'History',
    depthWhy: 'Connecting the same account again, with more history, only adds what is missing.',
  },
  connect: {
    label: 'Connection of the account',
    connected: 'Account connected. The first reading has begun.',
    reconnected: 'Account connected again. What was missed since the last reading is being read.',
    consent_denied: 'The account was not connected: the access was not allowed at Mercado Livre.',
    consent_not_main_user:
      "The account was not connected: a collaborator signed in at Mercado Livre. Sign in as the account's main user.",
    consent_unknown:
      'The account was not connected: this request did not begin in this browser, was used already or took too long. Begin again.',
    reauthorisation_required:
      'The account was not connected: Mercado Livre did not accept the authorisation. Begin again.',
    seller_connected_elsewhere: 'The account was not connected: it belongs to another company in Pulso.',
    meli_configuration:
      'The account was not connected: the Mercado Livre application is misconfigured. Whoever runs the system has to look at it.',
    meli_unavailable: 'The account was not connected: Mercado Livre did not answer. Try again in a few minutes.',
    meli_throttled: 'The account was not connected: Mercado Livre asked to slow down. Try again in a few minutes.',
    meli_contract: 'The account was not connected: Mercado Livre answered in a way that we do not know.',
    unauthenticated: 'The account was not connected: sign in to Pulso and begin again.',
    forbidden: 'The account was not connected: your role may not connect accounts. Ask an owner.',
    configuration:
      'The account was not connected: the Mercado Livre application is not configured. Whoever runs the system knows how.',
    database_unavailable: 'The account was not connected: the database did not answer. Begin again in a few minutes.',
    other: 'The account was not connected: something failed on our side. The details are in the log of the server.',
  },
};
