import { expect } from "chai";
import type { InventoryItem } from "@waybill/protocol/schemas/warehouse/inventory";
import { createInventoryRanges } from "../../src/warehouse/inventory-ranges.ts";

const item: InventoryItem = { gtin: "09506000134352", lot: "L1", expiry: null, onHand: 2 };

describe("what a warehouse answers about the tree of all that it has", () => {
  it("is of one moment for all who ask at the same time", async () => {
    let reads = 0;
    const ranges = createInventoryRanges(async () => ({ sequence: ++reads, items: [item] }));
    const answers = await Promise.all([ranges([""]), ranges(["", "0"]), ranges([""])]);
    expect(reads).to.equal(1);
    expect(answers[0]).to.deep.equal({ sequence: 1, ranges: [{ prefix: "", items: [item] }] });
    expect(answers[1].ranges).to.have.length(2);
  });

  it("is read again at once after a reading that failed", async () => {
    let reads = 0;
    const ranges = createInventoryRanges(async () => {
      if (++reads === 1) throw new Error("The database does not answer.");
      return { sequence: 7, items: [] };
    });
    const refusal = await ranges([""]).then(
      () => "",
      (error: Error) => error.message,
    );
    expect(refusal).to.equal("The database does not answer.");
    expect(await ranges([""])).to.deep.equal({ sequence: 7, ranges: [{ prefix: "", items: [] }] });
  });
});
