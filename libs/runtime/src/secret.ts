import { inspect } from 'node:util';

const SHOWN = '[secret]';

/** A value that prints as `[secret]` wherever it is shown; only `reveal` gives it away. */
export class Secret {
  readonly #value: string;

  /** @throws RangeError for the empty string: an unset secret must never equal an empty answer */
  constructor(value: string) {
    if (value === '') throw new RangeError('A secret cannot be empty');
    this.#value = value;
  }

  /** The value itself, for the one place that sends or compares it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return SHOWN;
  }

  toJSON(): string {
    return SHOWN;
  }

  [inspect.custom](): string {
    return SHOWN;
  }
}
