import { expect } from "chai";
import { footprintOf } from "../support/lettuce-footprint.ts";

describe("footprint: the lettuce chain", () => {
  const salad = footprintOf("https://id.gs1.org/01/10860009998039/10/SALAD-20260420-A");

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
    ]);
  });

  it("takes 100 of 500 cases of lettuce into the salad, and gives each of 2,000 cases of six its part", () => {
    const [last] = salad.elements.at(-1)?.allocations ?? [];
    expect([last?.partGrams, last?.wholeGrams]).to.deep.equal(["2268000", "11340000"]);
    expect([salad.total.wtw, salad.perUnit, salad.quality.primaryPercent]).to.deep.equal(["626884", { unit: "314", piece: "53" }, 4]);
  });

  it("names what says how many cases there are, and who says what one weighs and holds", () => {
    const says = (evidence: { says: string }[] = []) => evidence.map((one) => one.says).join("; ");
    expect(salad.massEvidence?.some(({ statement }) => statement !== null)).to.equal(true);
    expect(says(salad.massEvidence)).to.match(
      /master data: a unit of GTIN 10860009998039 weighs \d+ g and holds 6 pieces, as 0x\w{40} states$/,
    );
    // 100 of 500 cases are 2,268,000 g of 11,340,000 g.
    const last = salad.elements.at(-1);
    for (const evidence of [last?.evidence, last?.allocations[0]?.evidence]) expect(says(evidence)).to.contain("weighs 22680 g");
    const pallet = footprintOf("https://id.gs1.org/00/008600099999850000");
    expect(says(pallet.massEvidence)).to.match(/childQuantityList.*weighs 22680 g and holds/);
  });

  it("names what the documents leave open, and does not call the sum complete", () => {
    expect([salad.status, salad.missing.map(({ reason, what }) => [reason, what.split(",")[0]])]).to.deep.equal([
      "incomplete",
      [
        ["contradiction", "There are 3 accounts of how these goods were made; that of the place's owner"],
        ["contradiction", "More goods were sent to Packing house"],
        ["no-transport-reported", "The goods were at Kitchen"],
        ["no-origin", "Nobody says where these goods came into being"],
        ["no-transport-reported", "The goods were at Kitchen"],
      ],
    ]);
  });

  it("has the pallet's own way to Chicago, which is complete", () => {
    const { status, elements, total } = footprintOf("https://id.gs1.org/00/008600099999850000");
    expect([status, elements.length, total.wtw]).to.deep.equal(["complete", 1, "2644293"]);
  });
});
