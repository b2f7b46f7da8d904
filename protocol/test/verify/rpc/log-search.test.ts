import { expect } from "chai";
import { numberToHex } from "viem/utils";
import { RpcError } from "../../../src/verify/rpc/json-rpc.ts";
import { searchLogs } from "../../../src/verify/rpc/log-search.ts";
import { createFakeNode } from "../../support/fake-node.ts";

const ADDRESS = `0x${"5".repeat(40)}`;
const word = (n: number) => numberToHex(n, { size: 32 });
const logAt = (block: number) => ({
  address: ADDRESS,
  topics: [word(1)],
  data: "0x",
  blockNumber: numberToHex(block),
  blockHash: word(block),
  transactionHash: word(block),
});

interface Query {
  fromBlock: `0x${string}`;
  toBlock: `0x${string}`;
}

/** A node with a log in each of the blocks, that answers at most `limit` blocks at once. */
function nodeWith(blocks: number[], limit = Infinity, refusal = new RpcError("query returned more than 10000 results", -32005)) {
  return createFakeNode({
    eth_getLogs: ({ fromBlock, toBlock }: Query) => {
      if (Number(toBlock) - Number(fromBlock) + 1 > limit) throw refusal;
      return blocks.filter((block) => block >= Number(fromBlock) && block <= Number(toBlock)).map(logAt);
    },
  });
}

const search = (node: ReturnType<typeof nodeWith>, fromBlock: number, toBlock: number, enough = 1_000) =>
  searchLogs(node.request, { address: ADDRESS, topics: [word(1)], fromBlock, toBlock }, (found) => found.length >= enough);
const blocksOf = (logs: { blockNumber: number }[]) => logs.map(({ blockNumber }) => blockNumber);

describe("log search", () => {
  it("finds every log once, in order, whatever range the node allows", async () => {
    const blocks = [0, 1, 99, 100, 101, 5_000, 25_000];
    for (const limit of [Infinity, 10_000, 2_000, 333]) {
      expect(blocksOf(await search(nodeWith(blocks, limit), 0, 25_000)), `limit ${limit}`).to.deep.equal(blocks);
    }
  });

  it("asks for bounded ranges only", async () => {
    const node = nodeWith([]);
    await search(node, 0, 45_000);
    expect(node.asked.length).to.equal(5);
  });

  it("halves a refused range and widens again afterwards", async () => {
    const node = nodeWith([7], 1_250);
    await search(node, 0, 9_999);
    expect(node.asked.length).to.be.lessThan(20);
  });

  it("stops as soon as enough was found", async () => {
    const node = nodeWith([5, 20_000]);
    expect(blocksOf(await search(node, 0, 100_000, 1))).to.deep.equal([5]);
    expect(node.asked.length).to.equal(1);
  });

  it("recognises a refused range by its words where the code says nothing", async () => {
    const words = [
      "exceed maximum block range: 5000",
      "block range is too large",
      "Log response size exceeded",
      "query timeout exceeded",
      "eth_getLogs is limited to a 1000 blocks range",
    ];
    for (const message of words) {
      expect(blocksOf(await search(nodeWith([42], 50, new RpcError(message, -32000)), 0, 99)), message).to.deep.equal([42]);
    }
  });

  it("passes on any other refusal, and one of a single block", async () => {
    const down = createFakeNode({
      eth_getLogs: () => {
        throw new RpcError("missing trie node", -32000);
      },
    });
    const stubborn = createFakeNode({
      eth_getLogs: () => {
        throw new RpcError("limit exceeded", -32005);
      },
    });
    expect(await search(down, 0, 99).catch(String)).to.contain("missing trie node");
    expect(await search(stubborn, 0, 99).catch(String)).to.contain("limit exceeded");
  });

  it("refuses answers that are not logs", async () => {
    for (const answer of [null, {}, [1], [{ ...logAt(1), topics: ["0x"] }]]) {
      expect(await search(createFakeNode({ eth_getLogs: () => answer }), 0, 1).catch(String)).to.contain("not a list of logs");
    }
  });
});
