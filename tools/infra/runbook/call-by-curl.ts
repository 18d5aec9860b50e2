import type { Answer } from './open-shell.ts';

/**
 * Does what `curl` does with the options that the runbook uses, so that a machine without it can run the test.
 * @param at where an address really is
 * @returns what it prints, and its exit code: 22 for a status of 400 or more with `-f`
 * @throws Error for an option that is not known
 */
export async function callByCurl(args: readonly string[], at: (url: string) => string): Promise<Answer> {
  const headers = new Headers();
  let method: string | undefined;
  let body: string | undefined;
  let format = '';
  let isShown = true;
  let failsOnStatus = false;
  let url: string | undefined;
  const rest = [...args];
  const value = (option: string): string => {
    const next = rest.shift();
    if (next === undefined) throw new Error(`curl ${option} needs a value`);
    return next;
  };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '-sS') continue;
    else if (word === '-fsS') failsOnStatus = true;
    else if (word === '-X') method = value(word);
    else if (word === '-d') body = value(word);
    else if (word === '-w') format = value(word);
    else if (word === '-o' && value(word) === '/dev/null') isShown = false;
    else if (word === '-H') {
      const [, name = '', content = ''] = /^([\w-]+): (.*)$/.exec(value(word)) ?? [];
      headers.append(name, content);
    } else if (url === undefined && /^https?:/.test(word)) url = word;
    else throw new Error(`curl ${word} is not known`);
  }
  if (url === undefined) throw new Error('curl needs an address');
  const answer = await fetch(at(url), {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  if (failsOnStatus && answer.status >= 400)
    return { stdout: '', stderr: `curl: (22) ${answer.status} ${text}`, code: 22 };
  const told = format.replaceAll('%{http_code}', String(answer.status)).replaceAll(String.raw`\n`, '\n');
  return { stdout: `${isShown ? text : ''}${told}`, stderr: '', code: 0 };
}
