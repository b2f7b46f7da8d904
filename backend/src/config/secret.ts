import { inspect } from "node:util";

const SHOWN = "[secret]";

/**
 * Something that must be shown nowhere: printed, logged, put into a text or into JSON it says `[secret]`. Only `reveal` tells it. One that lives
 * in a file changes with the file, so whoever uses it asks each time and keeps nothing.
 */
export class Secret<Value = string> {
  readonly #read: () => Value;

  constructor(read: () => Value) {
    this.#read = read;
  }

  static of<Value>(value: Value): Secret<Value> {
    return new Secret(() => value);
  }

  reveal(): Value {
    return this.#read();
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
