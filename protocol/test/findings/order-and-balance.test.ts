import { expect } from "chai";
import { at, BULK, CASES, DOCK, FARM, FIELD, findBy, HARVEST, KITCHEN, lot, PACKER, PACKING_HOUSE, toldBy, UNIT } from "../support/case.ts";
import type { JsonObject } from "../../src/hashing/lossless-json.ts";

const SERIAL = "https://id.gs1.org/01/10860009999920/21/7";
const OTHER = "https://id.gs1.org/00/008600099999850017";
const OUTER = "https://id.gs1.org/00/008600099999850024";

const pack = (hour: number, action: string, parentID: string, childEPCs: string[]) => ({
  by: PACKER,
  event: at(hour, PACKING_HOUSE, { type: "AggregationEvent", action, parentID, ...(childEPCs.length > 0 ? { childEPCs } : {}) }),
});
const run = (hour: number, members: JsonObject, by = PACKER) => ({
  by,
  event: at(hour, PACKING_HOUSE, { type: "TransformationEvent", ...members }),
});

describe("findings: one thing after the other", () => {
  it("a single thing is not handled after it was used up or taken out of use", () => {
    const used = run(10, { inputEPCList: [SERIAL], outputQuantityList: [lot(CASES, 1, "CS")] });
    const later = { by: KITCHEN, event: at(12, DOCK, { epcList: [SERIAL] }) };
    expect(toldBy("after-end", [used, later])).to.deep.equal([[0, 1]]);
    expect(findBy("after-end", [used, later])[0]?.message).to.contain("after Packer used it up on April 17, 2026 at 10:00 AM UTC−04:00");
    const destroyed = { by: KITCHEN, event: at(10, DOCK, { action: "DELETE", epcList: [SERIAL] }) };
    expect(toldBy("after-end", [destroyed, later])).to.deep.equal([[0, 1]]);
    expect(findBy("after-end", [{ ...later, event: at(9, DOCK, { epcList: [SERIAL] }) }, used])).to.deep.equal([]);
    expect(findBy("after-end", [run(10, { inputQuantityList: [lot(BULK, 1, "KGM")] }), HARVEST]), "a lot may be left over").to.deep.equal(
      [],
    );
  });

  it("a single thing is not in two units at once, unless one lies in the other", () => {
    const twice = [pack(8, "ADD", UNIT, [SERIAL]), pack(9, "ADD", OTHER, [SERIAL])];
    expect(toldBy("in-two-units", twice)).to.deep.equal([[0, 1]]);
    expect(findBy("in-two-units", [...twice, pack(8, "DELETE", UNIT, [])]), "it was taken out with all the rest").to.have.length(0);
    expect(
      findBy("in-two-units", [pack(8, "ADD", UNIT, [SERIAL]), pack(9, "DELETE", UNIT, [SERIAL]), pack(10, "ADD", OTHER, [SERIAL])]),
    ).to.have.length(0);
    expect(
      findBy("in-two-units", [...twice, pack(7, "ADD", OUTER, [UNIT]), pack(7, "ADD", UNIT, [OTHER])]),
      "one in the other",
    ).to.have.length(0);
  });
});

describe("findings: amounts over several events and units", () => {
  it("a transformation told in several events is weighed as one, those of other organisations apart", () => {
    const transformationID = "urn:example:run-7";
    const into = run(9, { transformationID, inputQuantityList: [lot(BULK, 100, "KGM")] });
    const out = run(10, { transformationID, outputQuantityList: [lot(CASES, 300, "KGM")] });
    expect(toldBy("more-out-than-in", [into, out])).to.deep.equal([[0, 1]]);
    expect(findBy("more-out-than-in", [into, { ...out, by: KITCHEN }])).to.deep.equal([]);
    const rest = run(11, { transformationID, inputQuantityList: [lot(BULK, 441, "LBR")] });
    expect(findBy("more-out-than-in", [into, out, rest]), "pounds count, too").to.deep.equal([]);
  });

  it("a transformation is one however its transformationID is spelt, when that is a GS1 key", () => {
    const into = run(9, { transformationID: "https://id.gs1.org/253/9506000134376RUN7", inputQuantityList: [lot(BULK, 100, "KGM")] });
    const out = { transformationID: "https://kitchen.example/253/9506000134376RUN7", outputQuantityList: [lot(CASES, 300, "KGM")] };
    expect(toldBy("more-out-than-in", [into, run(10, out)])).to.deep.equal([[0, 1]]);
  });

  it("volumes balance like weights, and weights and volumes do not compare", () => {
    const juice = (uom: string) => run(9, { inputQuantityList: [lot(BULK, 100, "LTR")], outputQuantityList: [lot(CASES, 1, uom)] });
    expect(findBy("more-out-than-in", [juice("MTQ")])[0]?.message).to.contain("1 m³ from 0.1 m³");
    expect(findBy("more-out-than-in", [juice("TNE")])).to.deep.equal([]);
    expect(findBy("balance-unknown", [juice("TNE")])).to.have.length(1);
  });

  it("use is compared with what there was across units that convert, and with nothing where they do not", () => {
    const uses = (quantity: number, uom: string) => run(12, { inputQuantityList: [lot(BULK, quantity, uom)] });
    expect(findBy("consumed-more-than-existed", [HARVEST, uses(230, "LBR")])[0]?.message)
      .to.contain("104.3262451 kg")
      .and.to.contain("only 100 kg");
    expect(findBy("consumed-more-than-existed", [HARVEST, uses(220, "LBR")])).to.deep.equal([]);
    expect(findBy("consumed-more-than-existed", [HARVEST, uses(999, "CS")])).to.deep.equal([]);
    expect(
      findBy("consumed-more-than-existed", [
        { by: FARM, event: at(8, FIELD, { action: "ADD", quantityList: [lot(BULK)] }) },
        uses(1, "KGM"),
      ]),
    ).to.deep.equal([]);
  });
});
