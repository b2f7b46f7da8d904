import { expect } from "chai";
import { checkScope, dependenciesOf } from "../../../src/verify/journey/scope.ts";
import { DRESSING, harvested, LETTUCE, mixed, packed, PALLET, SALAD, shipped } from "../../support/events.ts";

const all = [harvested(), harvested(DRESSING), mixed(), packed(), shipped()];

describe("scope of a journey", () => {
  it("goes back to what a lot was made from and to the units it travelled in", () => {
    expect([...dependenciesOf(SALAD, all)]).to.have.members([SALAD, LETTUCE, DRESSING, PALLET]);
  });

  it("does not go on to what a lot became part of, nor to what a unit contains", () => {
    expect([...dependenciesOf(LETTUCE, all)]).to.deep.equal([LETTUCE]);
    expect([...dependenciesOf(PALLET, all)]).to.deep.equal([PALLET]);
  });

  it("follows a chain of several steps and ends in a circle", () => {
    const [a, b, c] = ["A", "B", "C"].map((lot) => `https://id.gs1.org/01/00860009999923/10/${lot}`);
    const made = (from?: string, to?: string) => ({
      type: "TransformationEvent",
      inputQuantityList: [{ epcClass: from ?? "" }],
      outputQuantityList: [{ epcClass: to ?? "" }],
    });
    expect([...dependenciesOf(c ?? "", [made(b, c), made(a, b)])]).to.deep.equal([c, b, a]);
    expect([...dependenciesOf(a ?? "", [made(b, a), made(a, b)])]).to.deep.equal([a, b]);
  });

  it("is open until everything it depends on has a history, and says what is missing", () => {
    expect(checkScope(SALAD, all, [SALAD, LETTUCE, DRESSING, PALLET]).status).to.equal("passed");
    const open = checkScope(SALAD, all, [SALAD, PALLET]);
    expect(open).to.include({ status: "unknown" });
    expect(open.details?.missing?.split(" ")).to.have.members([LETTUCE, DRESSING]);
    expect(checkScope(SALAD, [], []).status).to.equal("unknown");
  });

  it("has room for what is told about something that a unit held, and for nothing else", () => {
    expect(packed()).to.deep.include({ parentID: PALLET });
    expect(checkScope(PALLET, [packed(), harvested(SALAD)], [PALLET]).status).to.equal("passed");
    expect(checkScope(PALLET, [harvested(SALAD)], [PALLET]).status).to.equal("unknown");
    expect(checkScope(PALLET, [packed(), harvested(DRESSING)], [PALLET]).status).to.equal("unknown");
  });

  it("has room for what is told about something in a unit that a unit held, where the packing between them is told, too", () => {
    const box = "https://id.gs1.org/00/008600099999850099";
    const around = { ...packed(), parentID: PALLET, childEPCs: [box], childQuantityList: [] };
    const inside = { ...packed(), parentID: box, childEPCs: [], childQuantityList: [{ epcClass: SALAD }] };
    expect(checkScope(PALLET, [harvested(SALAD), inside, around], [PALLET]).status).to.equal("passed");
    expect(checkScope(PALLET, [harvested(SALAD), around], [PALLET]).status).to.equal("unknown");
  });
});
