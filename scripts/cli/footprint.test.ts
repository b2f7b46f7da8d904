import { expect } from "chai";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { computeFootprint } from "../../protocol/src/footprint/compute-footprint.ts";
import { factorTableHash, footprintHash } from "../../protocol/src/footprint/hashes.ts";
import { DESNZ_2025 } from "../../protocol/src/footprint/tables/desnz-2025.ts";
import { chain, leg, NOW } from "../../protocol/test/support/chains.ts";
import { run } from "./footprint.ts";

describe("waybill footprint", () => {
  const OWN = { ...DESNZ_2025, id: "ours", edition: "1" };

  async function check(content: unknown, more: string[] = []): Promise<{ code: number; out: string; error: string }> {
    const cwd = await mkdtemp(join(tmpdir(), "waybill-footprint-"));
    await writeFile(join(cwd, "footprint.json"), JSON.stringify(content));
    await writeFile(join(cwd, "table.json"), JSON.stringify(OWN));
    let [out, error] = ["", ""];
    const io = { stdout: { write: (text: string) => (out += text) }, stderr: { write: (text: string) => (error += text) }, cwd, env: {} };
    return { code: await run(["footprint.json", ...more], io), out, error };
  }

  it("says equal when every number follows from the chain in the file", async () => {
    const footprint = computeFootprint(chain(), [DESNZ_2025], NOW);
    const { code, out } = await check({ footprint, hash: footprintHash(footprint) });
    expect([code, out.split("\n")[0]]).to.deep.equal([0, `equal: 295714 g CO₂e, complete, for ${footprint.subject}`]);
  });

  it("says where a unit may be mixed up", async () => {
    const far = leg({ distance: { basis: "sfd", metres: "5000000" } });
    const { code, out } = await check(computeFootprint(chain([far]), [DESNZ_2025], NOW));
    expect(code).to.equal(0);
    expect(out).to.match(/leg-1 may have a unit mixed up \(way\): 5000000 beside \d+ m, twice the great circle/);
  });

  it("names each number that does not follow, and a hash that is another's", async () => {
    const footprint = computeFootprint(chain(), [DESNZ_2025], NOW);
    const forged = { ...footprint, total: { ...footprint.total, wtw: "1" } };
    const { code, out } = await check({ footprint: forged, hash: footprintHash(footprint) });
    expect(code).to.equal(1);
    expect(out).to.contain('/total/wtw: says "1", but "295714" follows').and.to.contain("NOT equal").and.to.contain("is said to be");
  });

  it("asks for a factor table that it does not know, and takes it from a file", async () => {
    const [element] = computeFootprint(chain([leg()]), [DESNZ_2025], NOW).elements;
    if (element?.kind !== "transport" || element.calculation.data !== "default") throw new Error("a leg by default factor");
    const factor = { table: factorTableHash(OWN), row: element.calculation.factor.row };
    const footprint = computeFootprint(chain([leg({ calculation: { data: "default", factor } })]), [OWN], NOW);
    const without = await check(footprint);
    expect([without.code, without.error]).to.satisfy(([code, error]: [number, string]) => code === 2 && error.includes("ours 1"));
    expect((await check(footprint, ["--table", "table.json"])).code).to.equal(0);
  });

  it("refuses a file that is no footprint, and wrong usage", async () => {
    expect((await check({ format: "something" })).code).to.equal(1);
    expect((await check({}, ["--tables"])).code).to.equal(3);
  });
});
