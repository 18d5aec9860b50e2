/** One server-sent event of a subscription. */
export interface ToldEvent {
  /** `message` for what the procedure yields; tRPC's own are `connected`, `ping`, `serialized-error` and `return`. */
  event: string;
  /** Parsed; null when it has none. */
  data: unknown;
}

/** The events of an answer, each as soon as all of it is there. */
export async function* readEvents(pieces: Iterable<string> | AsyncIterable<string>): AsyncGenerator<ToldEvent, void> {
  let rest = '';
  for await (const piece of pieces) {
    const blocks = (rest + piece).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = toEvent(block);
      if (event) yield event;
    }
  }
}

/** Null for the empty lines between two events. */
function toEvent(block: string): ToldEvent | null {
  const valueOf = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
  const [event, data] = [valueOf('event'), valueOf('data')];
  if (event === undefined && data === undefined) return null;
  return { event: event ?? 'message', data: data ? (JSON.parse(data) as unknown) : null };
}
