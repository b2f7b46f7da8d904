import { expect } from "chai";
import { selectorOf } from "@waybill/protocol/hashing/keccak";
import { startIndexer } from "../../../src/modules/chain/indexer/indexer.ts";
import { receiptsRoot, type RpcReceipt } from "../../../src/modules/chain/indexer/proof/receipts-root.ts";
import { bloomTest } from "../../../src/modules/chain/indexer/node/bloom.ts";
import { eventsOnChain, eventsStored, PROJECTIONS } from "../../support/chain-checks.ts";
import { createApp, KEYS, startChainWorld, word, type ChainWorld } from "../../support/chain-world.ts";
import { waitFor } from "../../support/wait-for.ts";
import { Secret } from "../../../src/config/secret.ts";

/** So long that no test sees it pass: what comes did not come by asking. */
const NEVER_MILLISECONDS = 3_600_000;

describe("the head of the chain", () => {
  let world: ChainWorld;
  let roots = 0;
  before(async () => {
    world = await startChainWorld();
  });
  after(() => world.stop());

  for (const [how, env, pollMilliseconds] of [
    ["announced over WebSocket, without asking", {}, NEVER_MILLISECONDS],
    ["asked for, where there is no WebSocket", { RPC_WS_URL: "ws://127.0.0.1:1" }, 20],
  ] as const) {
    it(`is followed when it is ${how}`, async () => {
      const { app, client, close } = await createApp(world, { env });
      const indexer = startIndexer({ app, projections: PROJECTIONS, proofs: [], pollMilliseconds });
      const isEqual = async () => JSON.stringify(await eventsStored(app)) === JSON.stringify(await eventsOnChain(app, client)) || undefined;
      await waitFor("the first events", isEqual);
      for (let count = 0; count < 3; count++) {
        await world.caller.write(KEYS.alice, "anchor", [word(++roots)]);
        await waitFor("the new event", isEqual);
      }
      await world.reorg(2);
      await world.caller.write(KEYS.alice, "anchor", [word(++roots)]);
      await waitFor("the other branch", isEqual);
      await indexer.stop();
      await close();
    });
  }

  it("waits for the node when it is away, and goes on when it is back", async () => {
    const { app, client, close } = await createApp(world, { env: { RPC_URL: "http://127.0.0.1:1" } });
    const away = startIndexer({ app, projections: PROJECTIONS, proofs: [], pollMilliseconds: 20 });
    await away.stop();
    expect(await eventsStored(app)).to.have.length(0);
    const back = {
      ...app,
      config: {
        ...app.config,
        chain: { ...app.config.chain, rpcUrl: Secret.of(world.anvil.url), wsUrl: Secret.of(world.anvil.url.replace("http", "ws")) },
      },
    };
    const indexer = startIndexer({ app: back, projections: PROJECTIONS, proofs: [] });
    await waitFor("the events", async () => ((await eventsStored(app)).length > 0 ? true : undefined));
    await indexer.stop();
    expect(client).not.to.equal(undefined);
    await close();
  });

  it("commits to its receipts: their root is the header's, and another one when a log is left out", async () => {
    await world.anvil.rpc("evm_setAutomine", [false]);
    const [from, to] = [world.caller.addressOf(KEYS.bob), world.deployment.supplyChain];
    // More than 127, where the keys of the trie become two bytes long.
    for (let sent = 0; sent < 140; sent++) await world.anvil.rpc("eth_sendTransaction", [{ from, to: from, value: "0x1", gas: "0x5208" }]);
    await world.anvil.rpc("eth_sendTransaction", [{ from, to, data: `${selectorOf("anchor(bytes32)")}${word(++roots).slice(2)}` }]);
    await world.mine();
    await world.anvil.rpc("evm_setAutomine", [true]);
    await world.caller.write(KEYS.alice, "anchor", [word(++roots)]);
    const head = Number(((await world.anvil.rpc("eth_getBlockByNumber", ["latest", false])) as { number: string }).number);
    for (const number of [head - 1, head]) {
      const tag = `0x${number.toString(16)}`;
      const block = (await world.anvil.rpc("eth_getBlockByNumber", [tag, false])) as { receiptsRoot: string; logsBloom: `0x${string}` };
      const receipts = (await world.anvil.rpc("eth_getBlockReceipts", [tag])) as RpcReceipt[];
      expect(receiptsRoot(receipts)).to.equal(block.receiptsRoot);
      expect(receiptsRoot(receipts.slice(1))).not.to.equal(block.receiptsRoot);
      if (number !== head) continue;
      const [receipt, ...others] = receipts;
      expect(receiptsRoot([{ ...receipt!, logs: [] }, ...others])).not.to.equal(block.receiptsRoot);
      expect(bloomTest([world.deployment.supplyChain as `0x${string}`])(block.logsBloom)).to.equal(true);
      expect(bloomTest([from])(block.logsBloom)).to.equal(false);
    }
    expect(receiptsRoot([])).to.equal("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");
    expect(receiptsRoot([{ type: "0x7e", cumulativeGasUsed: "0x0", logsBloom: "0x", logs: [] }])).to.equal(null);
  });
});
