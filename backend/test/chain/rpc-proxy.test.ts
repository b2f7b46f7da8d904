import { expect } from "chai";
import { startChainBackend, type ChainBackend } from "../support/chain-backend.ts";
import { startChainWorld, type ChainWorld } from "../support/chain-world.ts";

interface RpcAnswer {
  id: number | null;
  result?: string;
  error?: { code: number };
}

describe("the development proxy to the node", () => {
  let world: ChainWorld;
  let backend: ChainBackend;
  before(async () => {
    world = await startChainWorld();
    backend = await startChainBackend(world, { WAYBILL_ROLES: "api" });
  });
  after(async () => {
    await backend.stop();
    await world.stop();
  });

  const call = (method: string, params: unknown[] = []) => ({ jsonrpc: "2.0", id: 1, method, params });

  it("passes on what reads the chain, alone and in batches", async () => {
    expect((await backend.post<RpcAnswer>("/rpc", call("eth_chainId"))).body.result).to.equal("0x7a69");
    const batch = (await backend.post<RpcAnswer[]>("/rpc", [call("eth_chainId"), call("eth_blockNumber")])).body;
    expect(batch.map(({ result }) => typeof result)).to.deep.equal(["string", "string"]);
  });

  for (const method of ["anvil_setBalance", "evm_mine", "eth_sendTransaction", "eth_accounts", "personal_sign", "debug_traceTransaction"]) {
    it(`refuses ${method}, alone and hidden in a batch`, async () => {
      const before = (await backend.post<RpcAnswer>("/rpc", call("eth_blockNumber"))).body.result;
      expect((await backend.post<RpcAnswer>("/rpc", call(method))).body.error?.code).to.equal(-32601);
      expect((await backend.post<RpcAnswer>("/rpc", [call("eth_chainId"), call(method)])).body.error?.code).to.equal(-32601);
      expect((await backend.post<RpcAnswer>("/rpc", call("eth_blockNumber"))).body.result).to.equal(before);
    });
  }

  it("answers pages from elsewhere, such as a verifier that is kept as a file", async () => {
    const preflight = await fetch(`${backend.url}/rpc`, { method: "OPTIONS", headers: { origin: "null" } });
    expect(preflight.status).to.equal(204);
    expect(preflight.headers.get("access-control-allow-headers")).to.equal("content-type");
    const body = JSON.stringify(call("eth_chainId"));
    const answer = await fetch(`${backend.url}/rpc`, { method: "POST", headers: { "content-type": "application/json" }, body });
    expect(answer.headers.get("access-control-allow-origin")).to.equal("*");
  });

  it("refuses empty and oversized batches, and what is no JSON-RPC request", async () => {
    for (const body of [[], Array.from({ length: 101 }, () => call("eth_chainId")), { method: "eth_chainId" }, "eth_chainId", null]) {
      expect((await backend.post<RpcAnswer>("/rpc", body)).body.error?.code).to.equal(-32600);
    }
  });
});
