/** What the page for signing in has to offer. */
export interface Start {
  /** Nobody is known yet. */
  isEmpty: boolean;
  resetsByMail: boolean;
}

export async function readStart(): Promise<Start> {
  const answer = await fetch('/api/v1/session/start');
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return answer.json() as Promise<Start>;
}
