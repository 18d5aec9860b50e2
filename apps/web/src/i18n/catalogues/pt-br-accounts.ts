/** Contas: the sellers that are connected, and what became of connecting one. */
export const ptBrAccounts = {
  accounts: {
    line: 'As contas do Mercado Livre que o Pulso lê, e o que sabe de cada uma.',
    list: 'Contas',
    none: 'Nenhuma conta do Mercado Livre foi conectada ainda.',
    seller: 'vendedor {{id}}',
    active: 'conectada',
    reauthorisation_required: 'precisa de nova autorização',
    disconnected: 'desconectada',
    disconnectedWhy: 'Esta conta não é mais lida. O histórico fica guardado.',
    history_one: 'Histórico desde {{day}}: {{n}} dia com números.',
    history_many: 'Histórico desde {{day}}: {{n}} de dias com números.',
    history_other: 'Histórico desde {{day}}: {{n}} dias com números.',
    historyComing: 'O que vem antes, desde {{day}}, ainda está sendo lido.',
    noHistory: 'Ainda não há nenhum dia com números.',
    source_listings: 'Anúncios',
    source_orders: 'Pedidos',
    source_freight: 'Fretes',
    source_visits: 'Visitas',
    source_account_visits: 'Visitas de toda a conta',
    notAllowed:
      'o Mercado Livre não deixa ler. Falta uma permissão ao aplicativo ou à conta; depois de concedida, conecte a conta de novo.',
    since: 'Desde {{when}}.',
    reconnect: 'Conectar de novo',
    reconnectName: 'Conectar de novo: {{name}}',
    disconnect: 'Desconectar',
    disconnectName: 'Desconectar {{name}}',
    disconnectSure:
      'O Pulso deixa de ler esta conta e esquece as chaves dela. O histórico fica, e ela pode voltar depois.',
    confirmDisconnect: 'Desconectar mesmo',
    keep: 'Manter conectada',
    notDisconnected: 'A conta continua conectada.',
    connectHeading: 'Conectar uma conta',
    connectWhy:
      'O Mercado Livre pergunta se você permite o acesso. Entre com o usuário principal da conta: um colaborador não pode permitir.',
    connect: 'Conectar no Mercado Livre',
    depth: 'Histórico',
    depthWhy: 'Conectar a mesma conta de novo, com mais histórico, só acrescenta o que falta.',
  },
  connect: {
    label: 'Conexão da conta',
    connected: 'Conta conectada. A primeira leitura já começou.',
    reconnected: 'Conta conectada de novo. O que faltou desde a última leitura já está sendo lido.',
    consent_denied: 'A conta não foi conectada: o acesso não foi permitido no Mercado Livre.',
    consent_not_main_user:
      'A conta não foi conectada: quem entrou no Mercado Livre é um colaborador. Entre com o usuário principal da conta.',
    consent_unknown:
      'A conta não foi conectada: este pedido não começou neste navegador, já foi usado ou passou do tempo. Comece de novo.',
    reauthorisation_required: 'A conta não foi conectada: o Mercado Livre não aceitou a autorização. Comece de novo.',
    seller_connected_elsewhere: 'A conta não foi conectada: ela já está ligada a outra empresa no Pulso.',
    meli_configuration:
      'A conta não foi conectada: o aplicativo do Mercado Livre está mal configurado. Quem cuida do sistema precisa revisá-lo.',
    meli_unavailable: 'A conta não foi conectada: o Mercado Livre não respondeu. Tente de novo em alguns minutos.',
    meli_throttled:
      'A conta não foi conectada: o Mercado Livre pediu para ir mais devagar. Tente de novo em alguns minutos.',
    meli_contract: 'A conta não foi conectada: o Mercado Livre respondeu de um jeito que não conhecemos.',
    unauthenticated: 'A conta não foi conectada: entre no Pulso e comece de novo.',
    forbidden: 'A conta não foi conectada: o seu papel não permite conectar contas. Peça a um proprietário.',
    configuration:
      'A conta não foi conectada: falta configurar o aplicativo do Mercado Livre. Quem cuida do sistema sabe como.',
    database_unavailable:
      'A conta não foi conectada: o banco de dados não respondeu. Comece de novo em alguns minutos.',
    other: 'A conta não foi conectada: algo falhou do nosso lado. Os detalhes ficaram no registro do servidor.',
  },
};
