/** Randomness that the same seed repeats. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole number, both ends included. */
  integer(least: number, most: number): number;
  chance(share: number): boolean;
  pick<Value>(values: readonly Value[]): Value;
  shuffled<Value>(values: readonly Value[]): Value[];
  /** `bytes` bytes as hex with 0x. */
  hex(bytes: number): `0x${string}`;
  /** An independent stream under a name: drawing from one never shifts another. */
  fork(name: string): Random;
}

/** A small generator with a 32-bit state (a Weyl sequence through a mixer): good enough to draw plans, useless for secrets. */
export function createRandom(seed: number | string): Random {
  let state = hashOf(String(seed));
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    return mix(state) / 2 ** 32;
  };
  const integer = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    integer,
    chance: (share) => next() < share,
    pick(values) {
      if (values.length === 0) throw new RangeError("there is nothing to pick from");
      return values[integer(0, values.length - 1)] as (typeof values)[number];
    },
    shuffled(values) {
      const copy = [...values];
      for (let last = copy.length - 1; last > 0; last--) {
        const other = integer(0, last);
        [copy[last], copy[other]] = [copy[other] as (typeof copy)[number], copy[last] as (typeof copy)[number]];
      }
      return copy;
    },
    hex: (bytes) => `0x${Array.from({ length: bytes }, () => integer(0, 255).toString(16).padStart(2, "0")).join("")}`,
    fork: (name) => createRandom(`${seed}/${name}`),
  };
}

function mix(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash | 0;
}
