import { expect } from "chai";
import { readFile, writeFile } from "node:fs/promises";

const FOLDER = new URL("../snapshots/", import.meta.url);

/** Gas moves a little with the zero bytes of addresses and signatures; a real change is larger than this. */
const TOLERANCE = 0.005;

export type Figures = Record<string, { value: number; floor?: number | null } & Record<string, unknown>>;

/**
 * Compares measured figures with the committed ones, which show the goals beside them. `UPDATE_SNAPSHOTS=1` writes instead.
 * A figure that got better fails as well: commit the gain, or the next loss hides behind it.
 */
export async function expectSnapshot(name: string, figures: Figures): Promise<void> {
  const file = new URL(`${name}.json`, FOLDER);
  if (process.env.UPDATE_SNAPSHOTS === "1") return writeFile(file, `${JSON.stringify(figures, null, 2)}\n`);
  const committed = JSON.parse(await readFile(file, "utf8")) as Figures;
  expect(Object.keys(figures), "figures").to.have.members(Object.keys(committed));
  for (const [figure, measured] of Object.entries(figures)) {
    for (const key of ["value", "floor"] as const) {
      const before = committed[figure]![key] ?? null;
      const hint = `${figure}, ${key}: ${before} before; if it should change, run with UPDATE_SNAPSHOTS=1 and commit`;
      if (before === null) expect(measured[key] ?? null, hint).to.equal(null);
      else expect(measured[key], hint).to.be.within(before * (1 - TOLERANCE), before * (1 + TOLERANCE));
    }
  }
}
