/** A call as rules see it. */
export interface Call {
  method: string;
  /** Of the route that answers, as `/orders/:id`; null where none does. */
  template: string | null;
  /** As it was asked, with its query. */
  url: string;
}

/** Where the seller agrees is left alone unless a rule names it: a browser stands there, not a client. */
const SCREEN = '/authorization';

/** Whether a rule's `route` means this call. The interface that controls the simulator is never meant. */
export function matchesRoute(route: string | undefined, { method, template, url }: Call): boolean {
  const path = url.split('?')[0] ?? '';
  if (path.startsWith('/__control')) return false;
  if (route === undefined) return method === 'GET' && path !== SCREEN;
  const [, wantedMethod = 'GET', pattern = ''] = /^(?:([A-Z]+) )?(.*)$/.exec(route) ?? [];
  if (wantedMethod !== method) return false;
  const escaped = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  const wanted = new RegExp(`^${escaped.replaceAll('*', '.*')}$`);
  return wanted.test(path) || (template !== null && wanted.test(template));
}
