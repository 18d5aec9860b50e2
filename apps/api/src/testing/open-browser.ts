import { parseSetCookie } from 'cookie';

/** As much of a browser as signing in and authorising need: it keeps cookies by host and follows nobody by itself. */
export interface Browser {
  /** @returns the answer; `to` is where it sends the browser, `outcome` what the page's address then says */
  open(address: string | URL, headers?: Record<string, string>): Promise<Visit>;
  /** The cookie header for a host, as it stands. */
  cookies(address: string | URL): string;
}

export interface Visit {
  status: number;
  headers: Headers;
  text: string;
  to: URL | null;
  outcome: string | null;
}

export function openBrowser(): Browser {
  const jar = new Map<string, Map<string, string>>();
  const cookies = (address: string | URL) =>
    [...(jar.get(new URL(address).host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  return {
    cookies,
    async open(address, headers = {}) {
      const cookie = cookies(address);
      const answer = await fetch(address, {
        redirect: 'manual',
        headers: { accept: 'text/html', ...(cookie ? { cookie } : {}), ...headers },
      });
      const own = jar.get(new URL(address).host) ?? new Map<string, string>();
      for (const line of answer.headers.getSetCookie()) {
        const { name, value, maxAge } = parseSetCookie(line);
        if (maxAge === 0) own.delete(name);
        else own.set(name, value ?? '');
      }
      jar.set(new URL(address).host, own);
      const location = answer.headers.get('location');
      const to = location === null ? null : new URL(location, address);
      const outcome = to?.searchParams.get('connect') ?? null;
      return { status: answer.status, headers: answer.headers, text: await answer.text(), to, outcome };
    },
  };
}
