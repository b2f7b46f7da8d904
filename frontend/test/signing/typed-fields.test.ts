import { bulkStatementTypedData } from "@waybill/protocol/typed-data/bulk-statement";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { expect } from "chai";
import { typedFieldsOf } from "../../src/lib/signing/typed-fields.ts";

const word = (digit: string) => `0x${digit.repeat(64)}` as Hex32;
const statement = (text: string) => ({
  content: { statement: text, eventHash: word("1"), contentDigest: word("2"), salt: word("3") },
  fieldsRoot: word("4"),
});
const CHAIN = { chainId: 31337, supplyChain: `0x${"5".repeat(40)}` as Address };

describe("what is shown before signing", () => {
  it("names every member of every struct and list, down to the single values", () => {
    const { types, primaryType, message } = bulkStatementTypedData(CHAIN, [statement("one"), statement("two"), statement("three")]);
    const fields = typedFieldsOf(types, primaryType, message);
    expect(fields).to.have.length(1 + 4 * 5);
    expect(fields[0]).to.deep.equal({ name: "tree.length", type: "uint256", value: 4 });
    expect(fields[1]).to.deep.equal({ name: "tree[0].content.statement", type: "string", value: "one" });
    expect(fields.filter(({ type }) => type === "string").map(({ value }) => value)).to.deep.equal(["one", "two", "three", ""]);
    expect(fields.at(-1)?.name).to.equal("tree[3].fieldsRoot");
  });
});
