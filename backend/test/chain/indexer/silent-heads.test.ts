import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { WebSocketServer } from "ws";
import { findCursor } from "../../../src/modules/chain/indexer/cursor.store.ts";
import { startIndexer } from "../../../src/modules/chain/indexer/indexer.ts";
import { inTransaction } from "../../../src/platform/context.ts";
import { PROJECTIONS } from "../../support/chain-checks.ts";
import { createApp, KEYS, startChainWorld, word, type ChainWorld } from "../../support/chain-world.ts";
import { waitFor } from "../../support/wait-for.ts";

describe("a subscription that fell silent", () => {
  let world: ChainWorld;
  before(async () => {
    world = await startChainWorld();
  });
  after(() => world.stop());

  it("holds nobody up: what it announced last is no word on the present head", async () => {
    const server = createServer();
    const sockets = new WebSocketServer({ server });
    const block = await world.anvil.rpc("eth_getBlockByNumber", ["latest", false]);
    sockets.on("connection", (socket) =>
      socket.on("message", () => {
        socket.send(JSON.stringify({ jsonrpc: "2.0", id: 1, result: "0x1" }));
        socket.send(JSON.stringify({ jsonrpc: "2.0", method: "eth_subscription", params: { subscription: "0x1", result: block } }));
      }),
    );
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { app, close } = await createApp(world, { env: { RPC_WS_URL: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` } });
    const indexer = startIndexer({ app, projections: PROJECTIONS, proofs: [] });
    const cursor = () => inTransaction(app, findCursor);
    await waitFor("the first events", async () => ((await cursor())?.state === "ready" ? true : undefined));
    for (let root = 1; root <= 3; root++) await world.caller.write(KEYS.alice, "anchor", [word(root)]);
    const head = Number(((await world.anvil.rpc("eth_getBlockByNumber", ["latest", false])) as { number: string }).number);
    try {
      await waitFor("the newest block", async () => {
        const { state, indexed } = (await cursor())!;
        if (state === "behind") throw new Error(`block ${indexed.number} of ${head} is indexed, and the node is called behind`);
        return state === "ready" && indexed.number === head ? true : undefined;
      });
      const twoLooksLater = Date.now() + 2_500;
      await waitFor("two more looks", async () => {
        expect((await cursor())?.state).to.equal("ready");
        return Date.now() > twoLooksLater ? true : undefined;
      });
    } finally {
      await indexer.stop();
      for (const socket of sockets.clients) socket.terminate();
      server.close();
      await close();
    }
  });
});
