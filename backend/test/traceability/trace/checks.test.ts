import { expect } from "chai";
import { balanceView, traceFindingsView } from "@waybill/protocol/schemas/api/trace";
import { lot, minute, seen, serial, takenBack, transformed } from "../../support/trace/supply.ts";
import { lengthenEvents, traceWorld } from "../../support/trace/trace-world.ts";

const FLORIDA = "9506000134376";
const ICELAND = "9506000134383";

describe("checks of the trace graph", () => {
  const { tell, get, backend, tokenFor } = traceWorld();
  const balance = async (subject: string) => balanceView.parse(await get("balance", { subject }));
  const findings = async (subject: string, direction = "back") => traceFindingsView.parse(await get("findings", { subject, direction }));
  const grown = (kilograms: number) =>
    seen(0, [], { action: "ADD", quantityList: [{ epcClass: lot("WHEAT"), quantity: kilograms, uom: "KGM" }] });

  it("compare what was used of a lot with what there was, over several processes and units, and name the statements", async () => {
    const statements = await tell([
      grown(100),
      transformed(1, [[lot("WHEAT"), 60, "KGM"]], [[lot("FLOUR-1"), 58, "KGM"]]),
      transformed(2, [[lot("WHEAT"), 110, "LBR"]], [[lot("FLOUR-2"), 48, "KGM"]]),
    ]);
    const { uses, processes } = await balance(lot("WHEAT"));
    expect(uses).to.deep.equal([
      {
        ...{ made: { value: "100", uom: "KGM" }, used: { value: "109.8951607", uom: "KGM" }, verdict: "exceeded" },
        ...{ madeBy: [statements[0]], usedBy: [statements[1], statements[2]] },
      },
    ]);
    expect(processes.map(({ verdict }) => verdict)).to.deep.equal(["balanced", "balanced"]);
    const found = await findings(lot("WHEAT"), "forward");
    expect(found.findings.find(({ rule }) => rule === "consumed-more-than-existed")?.commitments).to.have.members(statements);
  });

  it("weigh a transformation told in several events as one", async () => {
    const members = { transformationID: "urn:example:mill-1" };
    const told = await tell([
      transformed(1, [[lot("WHEAT"), 60, "KGM"]], [], members),
      transformed(2, [], [[lot("FLOUR"), 90, "KGM"]], members),
    ]);
    for (const subject of [lot("WHEAT"), lot("FLOUR")]) {
      const { processes } = await balance(subject);
      expect(processes.map(({ verdict, statements }) => [verdict, statements])).to.deep.equal([["more-out-than-in", told]]);
    }
    expect((await findings(lot("FLOUR"))).findings.map(({ rule }) => rule)).to.include("more-out-than-in");
  });

  it("say what nobody can tell, and why", async () => {
    await tell([
      transformed(1, [[lot("WHEAT"), 60, "KGM"]], [[lot("BAGS"), 12]]),
      transformed(2, [lot("BAGS")], [[lot("BREAD"), 10, "KGM"]]),
    ]);
    const { uses, processes } = await balance(lot("WHEAT"));
    expect(uses.map(({ made, verdict }) => [made, verdict])).to.deep.equal([[null, "unknown"]]);
    expect(processes.map(({ verdict, unknown }) => [verdict, unknown])).to.deep.equal([["unknown", "units"]]);
    expect((await balance(lot("BREAD"))).processes.map(({ unknown }) => unknown)).to.deep.equal(["amounts"]);
  });

  it("say that they are cut when there is more text to weigh than one question reads", async () => {
    await tell(Array.from({ length: 12 }, (_, n) => transformed(n, [[lot("FLOUR"), 1]], [[lot("BREAD"), 1]])));
    const ask = async () => [await balance(lot("BREAD")), await findings(lot("BREAD"))];
    expect((await ask()).map(({ truncated }) => truncated)).to.deep.equal([false, false]);
    await lengthenEvents(backend());
    expect((await ask()).map(({ truncated }) => truncated)).to.deep.equal([true, true]);
  });

  it("do not count what was taken back", async () => {
    const wrong = transformed(2, [[lot("WHEAT"), 80, "KGM"]], [[lot("FLOUR-2"), 48, "KGM"]]);
    await tell([grown(100), transformed(1, [[lot("WHEAT"), 60, "KGM"]], [[lot("FLOUR-1"), 58, "KGM"]]), wrong]);
    expect((await balance(lot("WHEAT"))).uses[0]?.verdict).to.equal("exceeded");
    await tell([takenBack(wrong)]);
    expect((await balance(lot("WHEAT"))).uses[0]?.verdict).to.equal("within");
  });

  it("find a way that no freight travels, from the coordinates that the places' owners gave", async () => {
    for (const [gln, latitude, longitude] of [
      [FLORIDA, 26.68, -80.67],
      [ICELAND, 64.15, -21.94],
    ] as const)
      await backend().request("PUT", `/api/places/${gln}`, {
        body: { name: gln, latitude, longitude, country: "US" },
        token: tokenFor("farm"),
      });
    const at = (gln: string) => ({ readPoint: { id: `https://id.gs1.org/414/${gln}` } });
    await tell([seen(61, [serial(1)], at(FLORIDA)), seen(121, [serial(1)], at(ICELAND)), seen(200, [serial(2)], at(ICELAND))]);
    const { findings: found } = await findings(serial(1));
    const travel = found.filter(({ rule }) => rule === "impossible-travel");
    expect(travel.map(({ severity, subjects }) => [severity, subjects])).to.deep.equal([["contradiction", [serial(1)]]]);
    expect(travel[0]?.message).to.contain(minute(61).slice(11, 16));
  });
});
