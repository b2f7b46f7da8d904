import { expect } from "chai";
import { readFile } from "node:fs/promises";
import type { EmissionsHarness } from "./support/contracts.ts";
import { deploy } from "./support/network.ts";

interface Case {
  what: string;
  up: string;
  down: string;
  [field: string]: string;
}

interface Vectors extends Record<"transport" | "throughput" | "energy" | "share", Case[]> {
  saved: { what: string; baseline: string; actual: string; saved: string }[];
  refused: { what: string; formula: "transport" | "throughput" | "energy" | "share"; arguments: string[] }[];
}

async function load(): Promise<{ emissions: EmissionsHarness; vectors: Vectors }> {
  const text = await readFile(new URL("../../protocol/vectors/emissions.json", import.meta.url), "utf8");
  return { emissions: await deploy<EmissionsHarness>("EmissionsHarness"), vectors: JSON.parse(text) as Vectors };
}

describe("Emissions: the shared vectors", () => {
  const formulas = [
    ["transport", ["massGrams", "distanceMetres", "intensity"]],
    ["throughput", ["massGrams", "intensity"]],
    ["energy", ["milliunits", "intensity"]],
    ["share", ["grams", "part", "whole"]],
  ] as const;
  for (const [formula, fields] of formulas) {
    it(`of ${formula} hold, rounded up for footprints and down for credits`, async () => {
      const { emissions, vectors } = await load();
      for (const one of vectors[formula]) {
        const result = await emissions[formula].staticCall(...fields.map((field) => one[field]));
        expect([String(result.up), String(result.down)], one.what).to.deep.equal([one.up, one.down]);
      }
    });
  }

  it("of savings hold", async () => {
    const { emissions, vectors } = await load();
    for (const { what, baseline, actual, saved } of vectors.saved)
      expect(String(await emissions.saved(baseline, actual)), what).to.equal(saved);
  });

  it("that are beyond a limit, or no part of the whole, are refused with the numbers", async () => {
    const { emissions, vectors } = await load();
    for (const { what, formula, arguments: given } of vectors.refused) {
      const error = formula === "share" ? "EmissionsNoPart" : "EmissionsBeyondLimit";
      await expect(emissions[formula].staticCall(...given), what).to.be.revertedWithCustomError(emissions, error);
    }
  });
});
