import { createUser, type Role } from '@pulso/members';
import { readEvents } from './read-events.ts';
import type { Answer, TestApi } from './start-test-api.ts';

export const PASSWORD = 'correct horse battery';

export type ProcedureKind = 'query' | 'mutation' | 'subscription';

/** Somebody at a browser of their own: it keeps its cookies and asks as our page does. */
export interface Person {
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /**
   * A procedure; with `input` undefined as a query without input. A subscription is heard to its end: all that it told stands in a list, and
   * what it was refused for reads as a query's refusal.
   */
  ask(procedure: string, input?: unknown, kind?: ProcedureKind): Promise<Answer>;
  /** The cookie header as it stands. */
  cookie(): string;
  /** Every `Set-Cookie` line that came. */
  lines: string[];
}

export function openPerson(api: Pick<TestApi, 'url' | 'call'>, options: { cookie?: string } = {}): Person {
  const jar = new Map((options.cookie ?? '').split('; ').map((pair) => [pair.split('=')[0] ?? '', pair] as const));
  const lines: string[] = [];
  const cookie = () => [...jar.values()].filter(Boolean).join('; ');
  const send = async (
    path: string,
    { method, body, headers }: { method: string; body?: unknown; headers?: object },
  ) => {
    const sent = { origin: api.url, ...(cookie() ? { cookie: cookie() } : {}), ...headers };
    const answer = await api.call(path, { method, body, key: null, headers: sent });
    for (const line of answer.headers.getSetCookie()) {
      lines.push(line);
      const [pair = ''] = line.split(';');
      const [name = ''] = pair.split('=');
      if (/max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, pair);
    }
    return answer;
  };
  return {
    lines,
    cookie,
    post: (path, body = {}, headers = {}) => send(`/api/v1/session/${path}`, { method: 'POST', body, headers }),
    async ask(procedure, input, kind = 'query') {
      if (kind === 'mutation') return send(`/trpc/${procedure}`, { method: 'POST', body: input ?? {} });
      const asked = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
      const answer = await send(`/trpc/${procedure}${asked}`, { method: 'GET' });
      return kind === 'query' ? answer : asOneAnswer(answer);
    },
  };
}

/** The events of a subscription as a query would have answered; a refusal comes after the status has been sent. */
async function asOneAnswer(answer: Answer): Promise<Answer> {
  const events = await Array.fromAsync(readEvents([String(answer.body)]));
  const refusal = events.find(({ event }) => event === 'serialized-error');
  if (refusal) {
    const error = refusal.data as { data: { httpStatus: number } };
    return { ...answer, status: error.data.httpStatus, body: { error } };
  }
  const data = events.filter(({ event }) => event === 'message').map((one) => one.data);
  return { ...answer, body: { result: { data } } };
}

/** A member of a company who has signed in. */
export async function openMember(
  api: TestApi,
  tenantId: string,
  { email, role }: { email: string; role: Role },
): Promise<Person & { userId: string }> {
  const { userId } = await createUser(api.auth, tenantId, { email, role, password: PASSWORD });
  const person = openPerson(api);
  const { status } = await person.post('sign-in', { email, password: PASSWORD });
  if (status !== 204) throw new Error(`signing in was answered with ${status}`);
  return { ...person, userId };
}
