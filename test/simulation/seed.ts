/** Rings of the simulation: real processes, and the indexer alone over a chain in memory. */
export type Ring = "real" | "model";

/** One seed, one run. Written `real:17` or `model:17`; a bare number means real processes. */
export interface Seed {
  ring: Ring;
  number: number;
}

/** @throws {Error} one sentence when the text is no seed. */
export function parseSeed(text: string): Seed {
  const match = /^(?:(real|model):)?(\d{1,9})$/.exec(text.trim());
  if (!match) throw new Error(`"${text}" is no seed: real:17, model:17 or 17 is expected.`);
  return { ring: (match[1] ?? "real") as Ring, number: Number(match[2]) };
}

export function seedText({ ring, number }: Seed): string {
  return `${ring}:${number}`;
}
