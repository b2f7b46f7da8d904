import { expect } from "chai";
import { footprintOf } from "../support/lettuce-footprint.ts";

describe("footprint: the lettuce chain", () => {
  const salad = footprintOf("https://id.gs1.org/01/10860009998039/10/SALAD-20260420-A");
  const fromDock = salad.elements.find((element) => element.kind === "transport" && element.from.name === "Receiving dock, Chicago");

  it("has what each leg and stay emitted for the salad, by the best data that was stated for it", () => {
    const told = salad.elements.map((element) => [
      element.kind === "hub" ? element.at.name : `${element.from.name} to ${element.to.name}`,
      element.calculation.data,
      element.emissions.wtw,
    ]);
    expect(told).to.deep.equal([
      ["Field 7, Belle Glade to Cold store, Okeechobee", "primary", "21336"],
      ["Cold store, Okeechobee", "primary", "4329"],
      ["Cold store, Okeechobee to Packing house, Vero Beach", "modelled", "25557"],
      ["Field 7, Belle Glade to Packing house, Vero Beach", "default", "71987"],
      ["Packing house, Vero Beach to Receiving dock, Chicago", "default", "503675"],
      ["Receiving dock, Chicago", "primary", "1809"],
      ["Receiving dock, Chicago to Kitchen, Detroit", "default", "113701"],
      ["Carrot shed, Hart to Kitchen, Detroit", "primary", "22273"],
    ]);
  });

  it("takes 100 of 500 cases of lettuce into the salad, and gives each of 2,000 cases of six its part", () => {
    const [last] = fromDock?.allocations ?? [];
    expect([last?.partGrams, last?.wholeGrams]).to.deep.equal(["2268000", "11340000"]);
    expect([salad.total.wtw, salad.perUnit, salad.quality.primaryPercent]).to.deep.equal(["764667", { unit: "383", piece: "64" }, 6]);
  });

  it("names what says how many cases there are, and who says what one weighs and holds", () => {
    const says = (evidence: { says: string }[] = []) => evidence.map((one) => one.says).join("; ");
    expect(salad.massEvidence?.some(({ statement }) => statement !== null)).to.equal(true);
    expect(says(salad.massEvidence)).to.match(
      /master data: a unit of GTIN 10860009998039 weighs \d+ g and holds 6 pieces, as 0x\w{40} states$/,
    );
    // 100 of 500 cases are 2,268,000 g of 11,340,000 g.
    for (const evidence of [fromDock?.evidence, fromDock?.allocations[0]?.evidence]) expect(says(evidence)).to.contain("weighs 22680 g");
    const pallet = footprintOf("https://id.gs1.org/00/008600099999850000");
    expect(says(pallet.massEvidence)).to.match(/childQuantityList.*weighs 22680 g and holds/);
  });

  it("lacks nothing, and names the accounts that differ: of how the lettuce was packed, and of which way it came", () => {
    expect([salad.status, salad.missing.map(({ reason, what }) => [reason, what.split(",")[0]])]).to.deep.equal([
      "contested",
      [
        ["contested", "There are 3 accounts of how these goods were made; that of the place's owner"],
        ["contested", "More goods were sent to Packing house"],
      ],
    ]);
  });

  it("has the pallet's own way to Chicago, which is complete", () => {
    const { status, elements, total } = footprintOf("https://id.gs1.org/00/008600099999850000");
    expect([status, elements.length, total.wtw]).to.deep.equal(["complete", 1, "2644293"]);
  });
});
