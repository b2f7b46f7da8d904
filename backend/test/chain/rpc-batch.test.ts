import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { createRpcBatch } from "../../src/modules/chain/relayer/rpc-batch.ts";

describe("many questions in one request", () => {
  let server: Server;
  let seen: string | undefined;
  before(async () => {
    server = createServer((request, response) => {
      seen = request.headers.authorization;
      response.end(JSON.stringify({ jsonrpc: "2.0", id: 0, result: "0x1" }));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  after(() => server.close());

  const ask = (credentials: string) =>
    createRpcBatch(`http://${credentials}127.0.0.1:${(server.address() as AddressInfo).port}`)([{ method: "eth_chainId", params: [] }]);

  it("go to a node that wants a name and a password, which stand in its address", async () => {
    expect(await ask("waybill:p%40ss@")).to.deep.equal([{ result: "0x1" }]);
    expect(seen).to.equal(`Basic ${Buffer.from("waybill:p@ss").toString("base64")}`);
  });

  it("go without either to a node that wants none", async () => {
    expect(await ask("")).to.deep.equal([{ result: "0x1" }]);
    expect(seen).to.equal(undefined);
  });
});
