import { expect } from "chai";
import { Transaction, Wallet } from "ethers";
import { createModelChain, type ModelChain } from "./model/chain.ts";
import { modelNode } from "./model/node.ts";
import { createRandom } from "./random.ts";
import { HttpRefusal, numberOf, RpcRefusal, type Answer } from "./rpc/call.ts";
import { faultyNode, type FaultyNode } from "./rpc/faults/all.ts";
import { NO_FAULTS, type Switches } from "./rpc/switches.ts";

const FINALITY_BLOCKS = 8;
const BLOCKS = 30;

interface Log {
  blockNumber: string;
  blockHash: string;
  logIndex: string;
  removed: boolean;
}

describe("faults of a node", () => {
  let chain: ModelChain;
  let switches: Switches;
  let node: Answer;
  let faulty: FaultyNode;
  const ask = async <Result>(method: string, ...params: unknown[]): Promise<Result> => (await faulty.answer({ method, params })) as Result;
  const allLogs = (): Promise<Log[]> => ask("eth_getLogs", { fromBlock: "0x0", toBlock: "latest" });
  const refusal = async (work: Promise<unknown>): Promise<Error> =>
    work.then(
      () => expect.fail("it was answered"),
      (error: unknown) => error as Error,
    );

  beforeEach(() => {
    const random = createRandom("faults");
    chain = createModelChain(random);
    for (let mined = 0; mined < BLOCKS; mined++) chain.mine(2);
    switches = { ...NO_FAULTS };
    node = modelNode({ chain, chainId: 31337, knowsOrphans: false });
    faulty = faultyNode(node, switches, { blocks: FINALITY_BLOCKS }, random);
  });

  it("change nothing while all is switched off, but give the finality tags their depth", async () => {
    expect(await allLogs()).to.deep.equal(chain.blocks.flatMap(({ logs }) => logs));
    expect(numberOf(await ask("eth_blockNumber"))).to.equal(BLOCKS);
    expect(numberOf((await ask<{ number: string }>("eth_getBlockByNumber", "finalized", false)).number)).to.equal(BLOCKS - FINALITY_BLOCKS);
  });

  it("are refusals of every kind when all answers fail", async () => {
    switches.errors = 1;
    const kinds = new Set<string>();
    for (let asked = 0; asked < 30; asked++) kinds.add(nameOf(await refusal(ask("eth_blockNumber"))));
    expect([...kinds].sort()).to.deep.equal(["http 0", "http 503", "rpc -32603"]);
    Object.assign(switches, { errors: 0, tooManyRequests: 1 });
    expect(nameOf(await refusal(ask("eth_blockNumber")))).to.equal("http 429");
  });

  it("limit ranges and results, never the logs of one block", async () => {
    switches.logRange = 10;
    expect(nameOf(await refusal(ask("eth_getLogs", { fromBlock: "0x1", toBlock: "0xb" })))).to.equal("rpc -32005");
    expect(await ask("eth_getLogs", { fromBlock: "0x1", toBlock: "0xa" })).to.have.length(20);
    switches.logResults = 19;
    expect(nameOf(await refusal(ask("eth_getLogs", { fromBlock: "0x1", toBlock: "0xa" })))).to.equal("rpc -32005");
    expect(await ask("eth_getLogs", { blockHash: chain.head().hash })).to.have.length(2);
  });

  it("let a lagging node know nothing of newer blocks, by number, hash, tag or range", async () => {
    Object.assign(switches, { lagBlocks: 5, lagShare: 1 });
    expect(numberOf(await ask("eth_blockNumber"))).to.equal(BLOCKS - 5);
    expect(await ask("eth_getBlockByNumber", "0x1e", false)).to.equal(null);
    expect(await ask("eth_getBlockByHash", chain.head().hash, false)).to.equal(null);
    expect(numberOf((await ask<{ number: string }>("eth_getBlockByNumber", "latest", false)).number)).to.equal(BLOCKS - 5);
    expect(await ask("eth_getLogs", { fromBlock: "0x1b", toBlock: "0x1e" })).to.deep.equal([]);
    expect(await ask("eth_getLogs", { fromBlock: "0x18", toBlock: "0x1e" })).to.have.length(4);
    expect(nameOf(await refusal(ask("eth_getLogs", { blockHash: chain.head().hash })))).to.equal("rpc -32000");
  });

  it("make a pair of nodes contradict itself", async () => {
    Object.assign(switches, { lagBlocks: 3, lagShare: 0.5 });
    const heads = new Set<number>();
    for (let asked = 0; asked < 30; asked++) heads.add(numberOf(await ask("eth_blockNumber")));
    expect([...heads].sort()).to.deep.equal([BLOCKS - 3, BLOCKS]);
  });

  it("pretend another chain", async () => {
    switches.chainId = 1337;
    expect(numberOf(await ask("eth_chainId"))).to.equal(1337);
  });

  it("repeat, shuffle, withhold and resurrect logs", async () => {
    const truth = await allLogs();
    switches.duplicatedLogs = 1;
    expect(await allLogs()).to.have.length(truth.length + 1);
    Object.assign(switches, { duplicatedLogs: 0, unorderedLogs: 1 });
    const shuffled = await allLogs();
    expect(shuffled).not.to.deep.equal(truth);
    expect(shuffled).to.have.deep.members(truth);
    Object.assign(switches, { unorderedLogs: 0, withheldLogs: 1 });
    expect(await allLogs()).to.have.length(truth.length - 1);
    Object.assign(switches, { withheldLogs: 0, emptyTip: 1 });
    expect((await allLogs()).every(({ blockNumber }) => numberOf(blockNumber) < BLOCKS - 1)).to.equal(true);
    Object.assign(switches, { emptyTip: 0, removedLogs: 1 });
    const orphan = chain.head();
    chain.reorg(1, 1, () => 2);
    const removed = (await allLogs()).filter((log) => log.removed);
    expect(removed.map(({ blockHash }) => blockHash)).to.deep.equal([orphan.hash, orphan.hash]);
  });
});

describe("the pool of a faulty node", () => {
  const wallet = new Wallet(`0x${"77".repeat(32)}`);
  const switches: Switches = { ...NO_FAULTS };
  const arrived: string[] = [];
  const node: Answer = async ({ method, params }) => {
    if (method === "eth_sendRawTransaction") {
      arrived.push(String(params[0]));
      return Transaction.from(String(params[0])).hash;
    }
    if (method === "eth_getTransactionByHash") return { hash: params[0], blockNumber: null };
    return "0x0";
  };
  const { answer, release } = faultyNode(node, switches, { blocks: 8 }, createRandom("pool"));
  const send = (raw: string) => answer({ method: "eth_sendRawTransaction", params: [raw] });
  const sign = (nonce: number, fee: number): Promise<string> =>
    wallet.signTransaction({
      type: 2,
      chainId: 31337,
      nonce,
      to: wallet.address,
      gasLimit: 21_000,
      maxFeePerGas: fee,
      maxPriorityFeePerGas: fee,
    });
  beforeEach(() => {
    Object.assign(switches, NO_FAULTS);
    arrived.length = 0;
  });

  it("refuses a replacement that is less than a tenth dearer", async () => {
    await send(await sign(1, 1_000));
    const refused = await send(await sign(1, 1_099)).catch((error: Error) => error.message);
    expect(refused).to.equal("replacement transaction underpriced");
    await send(await sign(1, 1_100));
    expect(arrived).to.have.length(2);
  });

  it("keeps a stuck transaction to itself, says that it has it, and hands it on when released", async () => {
    switches.areSendingsStuck = true;
    const hash = await send(await sign(0, 1_000));
    expect(arrived).to.have.length(0);
    expect(await answer({ method: "eth_getTransactionByHash", params: [hash] })).to.include({ hash, blockNumber: null });
    expect(await answer({ method: "eth_getTransactionCount", params: [wallet.address, "pending"] })).to.equal("0x1");
    await release();
    expect(arrived).to.have.length(1);
  });

  it("answers an error for what it took", async () => {
    switches.acceptedButError = 1;
    const refused = await send(await sign(5, 1_000)).catch((error: Error) => error.message);
    expect(refused).to.equal("Internal error");
    expect(arrived).to.have.length(1);
  });
});

function nameOf(error: Error): string {
  if (error instanceof HttpRefusal) return `http ${error.status}`;
  return error instanceof RpcRefusal ? `rpc ${error.code}` : String(error);
}
