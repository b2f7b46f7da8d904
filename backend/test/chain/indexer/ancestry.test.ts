import { expect } from "chai";
import { findAncestry } from "../../../src/modules/chain/indexer/ancestry.ts";
import type { Header } from "../../../src/modules/chain/indexer/blocks.ts";

const header = (branch: string, number: number): Header => ({
  number,
  hash: `0x${branch}${number.toString(16).padStart(62, "0")}` as never,
  parentHash: `0x${branch}${(number - 1).toString(16).padStart(62, "0")}` as never,
  timestamp: number,
  logsBloom: null,
  receiptsRoot: null,
});

describe("the common ancestor", () => {
  it("is none that the node called safe on the branch that it has changed to", async () => {
    // Stored: blocks 0 to 100 of branch aa. The node left it at 90, and was asked for its safe block by a step that still stood on 100.
    const stored = Array.from({ length: 101 }, (_, number) => header("aa", number));
    const onNode = (number: number) => (number <= 90 ? header("aa", number) : header("bb", number));
    const node = { header: async (at: number | "latest") => onNode(at === "latest" ? 130 : at) };
    const sql = {
      query: async (_sql: string, [from, to]: number[]) => {
        const range = stored.filter(({ number }) => number >= from! && number <= to!);
        return range
          .slice(Math.floor(range.length / 2))
          .slice(0, 1)
          .map(({ number, hash, timestamp }) => ({
            number: String(number),
            hash: Buffer.from(hash.slice(2), "hex"),
            timestamp: String(timestamp),
          }));
      },
    };
    const cursor = { indexed: stored[100], baseNumber: 0, safe: header("bb", 95), final: null };
    const found = await findAncestry(node as never, sql as never, cursor as never, onNode(130));
    expect(found.kind).to.equal("forked");
    expect("ancestor" in found && found.ancestor.number).to.equal(90);
  });
});
