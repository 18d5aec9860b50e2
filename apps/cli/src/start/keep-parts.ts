import type { CloseLater } from './close-later.ts';
import type { Part } from './spawn-part.ts';

/** Told of a part that has ended, and with which code. */
type TellEnd = (part: Part, code: number | null) => void;

/** The parts that were started by now: each is closed at the end of the start, and its own end is told. */
export interface KeptParts {
  keep(part: Part): Part;
  /** Tells from now on of every part that ends or has ended, those among them that start later. */
  whenOneEnds(tell: TellEnd): void;
}

export function keepParts(closeLater: CloseLater): KeptParts {
  const started: Part[] = [];
  let tellEnd: TellEnd | null = null;
  const watch = (part: Part) => void part.ended.then((code) => tellEnd?.(part, code));
  return {
    keep(part) {
      started.push(part);
      closeLater(part.name, () => part.stop());
      if (tellEnd) watch(part);
      return part;
    },
    whenOneEnds(tell) {
      tellEnd = tell;
      started.forEach(watch);
    },
  };
}
