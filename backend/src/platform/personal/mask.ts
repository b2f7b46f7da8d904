const HOST = /@[\p{L}\p{N}.\-]+$/u;

/**
 * A text with nothing but its first letter and, of an e-mail address, its host: two people can be told apart by it, and nobody is reached.
 *
 * @example
 * masked("ann@farm.example"); // "a…@farm.example"
 * masked("+1 305 555 0199"); // "+…"
 */
export function masked(text: string): string {
  return `${[...text][0] ?? ""}…${HOST.exec(text)?.[0] ?? ""}`;
}
