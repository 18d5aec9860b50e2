/** The pages that links lead to, as apps/web names them. */
const pages = { invitation: '/convite', reset: '/senha', 'first owner': '/primeiro-acesso' } as const;

/** The secret stands behind the #, which browsers send to nobody: so no log and no proxy has it. */
export function linkPathTo(page: keyof typeof pages, token: string): string {
  return `${pages[page]}#${token}`;
}
