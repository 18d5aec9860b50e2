/** Passkeys. */
export const ptBrPasskeys = {
  passkeys: {
    heading: 'Chaves de acesso',
    what: 'Com uma chave de acesso você entra pela digital, pelo rosto ou pelo PIN do aparelho, sem senha e sem código.',
    empty: 'Nenhuma ainda.',
    add: 'Adicionar chave de acesso',
    name: 'Nome da chave',
    nameHint: 'Para reconhecê-la depois: por exemplo, o aparelho em que ela fica.',
    create: 'Criar chave',
    created: 'Criada em {{when}}.',
    used: 'Usada em {{when}}.',
    neverUsed: 'Ainda não usada.',
    remove: 'Remover',
    removeName: 'Remover a chave {{name}}',
    confirmPassword:
      'Digite sua senha para remover {{name}}. O aparelho pode continuar a mostrá-la, mas ela não abre mais nada.',
    confirmRemove: 'Remover mesmo',
    hasPasskey: 'com chave de acesso',
    signIn: 'Entrar com chave de acesso',
    refused: 'Esta chave de acesso não vale aqui. Entre com a senha.',
    startAgain: 'Passou o tempo desta chave. Tente de novo.',
    notMade: 'O aparelho não criou a chave: ou não foi confirmado, ou ele já tem uma sua. Tente de novo.',
    notKept:
      'Esta chave não serve. Ela precisa de um aparelho que confirme quem é você, e a página, do endereço de sempre.',
    numbers:
      'Chaves de acesso não funcionam nesta página, aberta por um endereço IP. Abra-a por um nome: o do site, ou localhost no próprio computador.',
    browser: 'Este navegador não oferece chaves de acesso nesta página. É preciso um navegador atual e https.',
  },
};
