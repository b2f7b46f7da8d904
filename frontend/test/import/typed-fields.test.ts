import { expect } from "chai";
import { typedFieldsOf } from "../../src/lib/signing/typed-fields.ts";

const TYPES = {
  Bulk: [{ name: "tree", type: "Statement[2][2][2][2]" }],
  Statement: [
    { name: "text", type: "string" },
    { name: "hash", type: "bytes32" },
  ],
};

describe("the fields of typed data on screen", () => {
  it("of a nested list are the first items, each member named by its way, and the number of all", () => {
    const leaf = (index: number) => ({ text: `statement ${index}`, hash: "0x00" });
    const pair =
      <T>(of: (index: number) => T) =>
      (index: number): [T, T] => [of(2 * index), of(2 * index + 1)];
    const fields = typedFieldsOf(TYPES, "Bulk", { tree: pair(pair(pair(pair(leaf))))(0) });
    expect(fields[0]).to.deep.equal({ name: "tree.length", type: "uint256", value: 16 });
    expect(fields).to.have.length(1 + 2 * 5);
    expect(fields[3]).to.deep.equal({ name: "tree[1].text", type: "string", value: "statement 1" });
  });
});
