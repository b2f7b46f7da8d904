import { expect } from "chai";
import { encodeAbiParameters, encodeEventTopics, numberToHex, padHex, toFunctionSelector } from "viem/utils";
import { supplyChainAbi as abi } from "../../../src/abi/supply-chain.ts";
import type { Address, Hex32 } from "../../../src/schemas/primitives.ts";
import { createRpcReader } from "../../../src/verify/rpc-reader.ts";
import { RpcError } from "../../../src/verify/rpc/json-rpc.ts";
import { createFakeNode, type Handler } from "../../support/fake-node.ts";

const CONTRACT = "0x5FbDB2315678afecb367f032d93F642f64180aa3" as Address;
const HOLDER = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" as Address;
const word = (n: number) => numberToHex(n, { size: 32 }) as Hex32;
const selector = (signature: string) => toFunctionSelector(signature);

const block = { number: "0x10", hash: word(16), timestamp: "0x64" };
const results: Record<string, string> = {
  [selector("head()")]: word(7),
  [selector("size()")]: word(3),
  [selector("actorOf(address)")]: encodeAbiParameters(
    [{ type: "uint16" }, { type: "uint40" }, { type: "uint40" }, { type: "bytes20" }],
    [5, 1_700_000_000, 0, `0x${"ab".repeat(20)}`],
  ),
  [selector("custodyOf(bytes32)")]: encodeAbiParameters([{ type: "address" }, { type: "uint64" }, { type: "uint8" }], [HOLDER, 4n, 2]),
};
const answering: Record<string, Handler> = {
  eth_chainId: () => "0x7a69",
  eth_getBlockByNumber: () => block,
  eth_call: ({ data }: { data: string }) => results[data.slice(0, 10)] ?? "0x",
  eth_getCode: () => "0x",
};

const readerWith = (handlers: Record<string, Handler> = {}) => {
  const node = createFakeNode({ ...answering, ...handlers });
  return { node, reader: createRpcReader(node.request) };
};
const refuse =
  (message: string, code = -32000) =>
  () => {
    throw new RpcError(message, code);
  };

describe("RPC reader", () => {
  it("reads chain id, log state, actors and custody", async () => {
    const { reader } = readerWith();
    expect(await reader.chainId()).to.equal(31337);
    expect(await reader.logState(CONTRACT, "latest")).to.deep.equal({ blockNumber: 16, size: 3, head: word(7) });
    expect(await reader.actorOf(CONTRACT, HOLDER, "latest")).to.deep.equal({
      roles: 5,
      registeredAt: 1_700_000_000,
      revokedAt: 0,
      profileHash: `0x${"ab".repeat(20)}`,
    });
    expect(await reader.custodyOf(CONTRACT, word(1), "finalized")).to.deep.equal({ holder: HOLDER, seq: 4, status: "closed" });
  });

  it("reads head and size at one block, named by its hash", async () => {
    const { reader, node } = readerWith();
    await reader.logState(CONTRACT, "finalized");
    const calls = node.asked.filter(({ method }) => method === "eth_call").map(({ params }) => params[1]);
    expect(calls).to.deep.equal([{ blockHash: block.hash }, { blockHash: block.hash }]);
  });

  it("names the block by number where the node does not take hashes", async () => {
    const { reader } = readerWith({
      eth_call: (call: { data: string }, at: unknown) =>
        typeof at === "object" ? refuse("invalid argument 1", -32602)() : results[call.data.slice(0, 10)],
    });
    expect((await reader.logState(CONTRACT, "latest")).size).to.equal(3);
  });

  it("says plainly that a node does not know final blocks", async () => {
    for (const eth_getBlockByNumber of [refuse("invalid block tag", -32602), () => null]) {
      const { reader } = readerWith({ eth_getBlockByNumber });
      expect(await reader.logState(CONTRACT, "finalized").catch(String)).to.contain("does not say which blocks are final");
    }
  });

  it("says plainly that there is no contract at the address", async () => {
    const { reader } = readerWith({ eth_call: () => "0x" });
    expect(await reader.logState(CONTRACT, "latest").catch(String)).to.contain(`no contract at ${CONTRACT}`);
  });

  it("rejects answers that make no sense", async () => {
    expect(
      await readerWith({ eth_chainId: () => "one" })
        .reader.chainId()
        .catch(() => "rejected"),
    ).to.equal("rejected");
    expect(
      await readerWith({ eth_getBlockByNumber: () => "x" })
        .reader.logState(CONTRACT, "latest")
        .catch(String),
    ).to.contain("not a block");
    expect(
      await readerWith({ eth_getTransactionReceipt: () => 7 })
        .reader.custodyLogs(CONTRACT, word(1), word(2))
        .catch(String),
    ).to.contain("not a receipt");
  });

  describe("anchored logs", () => {
    const [topic] = encodeEventTopics({ abi, eventName: "Anchored" });
    const anchored = (index: number, blockNumber: number, more: object = {}) => ({
      address: CONTRACT.toLowerCase(),
      topics: [topic, encodeAbiParameters([{ type: "address" }], [HOLDER]), word(index)],
      data: word(100 + index),
      blockNumber: numberToHex(blockNumber),
      blockHash: word(blockNumber),
      transactionHash: word(1_000 + index),
      ...more,
    });

    it("come in order, with the time of their block", async () => {
      const { reader, node } = readerWith({
        eth_getLogs: () => [anchored(1, 3), anchored(2, 3), anchored(3, 4, { blockTimestamp: "0xc8" }), anchored(9, 5)],
      });
      const logs = await reader.anchoredLogs(CONTRACT, { fromIndex: 1, toIndex: 4, fromBlock: 3, toBlock: 9 });
      expect(logs.map(({ index, timestamp }) => [index, timestamp])).to.deep.equal([
        [1, 100],
        [2, 100],
        [3, 200],
      ]);
      expect(logs[0]).to.include({ root: word(101), author: HOLDER, blockNumber: 3, blockHash: word(3), transactionHash: word(1_001) });
      expect(node.asked.filter(({ method }) => method === "eth_getBlockByNumber").length).to.equal(1);
    });

    it("are asked for by index when one is wanted", async () => {
      const { reader, node } = readerWith({ eth_getLogs: () => [anchored(2, 3)] });
      await reader.anchoredLogs(CONTRACT, { fromIndex: 2, toIndex: 3, fromBlock: 3, toBlock: 3 });
      const query = node.asked.find(({ method }) => method === "eth_getLogs")?.params[0] as { topics: unknown[] };
      expect(query.topics).to.deep.equal([topic, null, word(2)]);
    });
  });

  describe("actors of then", () => {
    const then = { number: 7, hash: word(7) };
    const [topic] = encodeEventTopics({ abi, eventName: "ActorRegistered" });
    const registered = {
      ...{ address: CONTRACT, topics: [topic], data: "0x" },
      ...{ blockNumber: "0x9", blockHash: word(9), transactionHash: word(1) },
    };
    const pruned = (logs: unknown[]) => ({
      eth_call: (call: { data: string }, at: { blockHash?: string }) =>
        at.blockHash === block.hash ? answering.eth_call?.(...([call] as never[])) : refuse("missing trie node")(),
      eth_getLogs: () => logs,
    });

    it("are read at the block that is named", async () => {
      const { reader, node } = readerWith();
      expect((await reader.actorOf(CONTRACT, HOLDER, then)).roles).to.equal(5);
      expect(node.asked.map(({ params }) => params[1])).to.deep.equal([{ blockHash: word(7) }]);
    });

    it("are those of now where the node keeps no state of then and no registration followed", async () => {
      const { reader, node } = readerWith(pruned([]));
      expect((await reader.actorOf(CONTRACT, HOLDER, then)).roles).to.equal(5);
      const query = node.asked.find(({ method }) => method === "eth_getLogs")?.params[0];
      expect(query).to.deep.include({
        fromBlock: "0x8",
        toBlock: "0x10",
        topics: [topic, padHex(HOLDER.toLowerCase() as Hex32, { size: 32 })],
      });
    });

    it("are unknown where the node keeps no state of then and a registration followed, or no logs either", async () => {
      const refused = (handlers: Record<string, Handler>) => readerWith(handlers).reader.actorOf(CONTRACT, HOLDER, then).catch(String);
      expect(await refused(pruned([registered]))).to.contain("was registered anew in block 9, and this node keeps no state of block 7");
      expect(await refused({ ...pruned([]), eth_getLogs: refuse("pruned history unavailable") })).to.contain("pruned history");
    });
  });

  describe("custody logs", () => {
    it("are those of the unit in a transaction that succeeded", async () => {
      const handedOver = (unit: Hex32, address: string = CONTRACT) => ({
        address,
        topics: encodeEventTopics({ abi, eventName: "HandedOver", args: { unit, from: HOLDER, to: CONTRACT } }),
        data: encodeAbiParameters([{ type: "uint64" }, { type: "bytes32" }], [6n, word(9)]),
        blockNumber: "0x10",
        blockHash: word(16),
        transactionHash: word(2),
      });
      const receipt = { status: "0x1", blockNumber: "0x10", logs: [handedOver(word(1)), handedOver(word(5)), handedOver(word(1), HOLDER)] };
      const read = (answer: unknown) =>
        readerWith({ eth_getTransactionReceipt: () => answer }).reader.custodyLogs(CONTRACT, word(1), word(2));
      expect(await read(receipt)).to.deep.equal([
        {
          kind: "handed-over",
          seq: 6,
          from: HOLDER,
          to: CONTRACT,
          docHash: word(9),
          timestamp: 100,
          block: { number: 16, hash: word(16) },
        },
      ]);
      expect(await read({ ...receipt, status: "0x0" })).to.deep.equal([]);
      expect(await read(null)).to.deep.equal([]);
    });
  });

  describe("contract signatures", () => {
    const ask = (handlers: Record<string, Handler>) =>
      readerWith(handlers).reader.isValidContractSignature(HOLDER, word(1), "0x1234", "latest");
    const withCode = (eth_call: Handler) => ask({ eth_getCode: () => "0x6000", eth_call });

    it("are valid only when the contract answers with the magic value", async () => {
      expect(await withCode(() => `0x1626ba7e${"0".repeat(56)}`)).to.equal(true);
      expect(await withCode(() => `0xffffffff${"0".repeat(56)}`)).to.equal(false);
    });

    it("are invalid without code, on a revert, and for a contract that does not know the question", async () => {
      expect(await ask({})).to.equal(false);
      expect(await withCode(refuse("execution reverted", 3))).to.equal(false);
      expect(await withCode(() => "0x")).to.equal(false);
      expect(await withCode(() => "0x01")).to.equal(false);
    });

    it("are asked for as of the block that is named", async () => {
      const accepting = { eth_getCode: () => "0x6000", eth_call: () => `0x1626ba7e${"0".repeat(56)}` };
      const { reader, node } = readerWith(accepting);
      expect(await reader.isValidContractSignature(HOLDER, word(1), "0x1234", { number: 7, hash: word(7) })).to.equal(true);
      expect(node.asked.map(({ params }) => params[1])).to.deep.equal(["0x7", { blockHash: word(7) }]);
    });

    it("are neither when the node cannot answer", async () => {
      expect(await withCode(refuse("missing trie node")).catch(String)).to.contain("missing trie node");
    });
  });
});
