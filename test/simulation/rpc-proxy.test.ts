import { expect } from "chai";
import { startAnvil, mine } from "../support/anvil.ts";
import { callRpc } from "../../scripts/services/json-rpc.ts";
import { waitFor } from "../../scripts/services/wait-for.ts";
import type { Anvil } from "../../scripts/services/anvil.ts";
import { createRandom } from "./random.ts";
import { startRpcProxy, type RpcProxy } from "./rpc-proxy.ts";

describe("the RPC proxy", () => {
  let anvil: Anvil;
  let proxy: RpcProxy;
  before(async () => {
    anvil = await startAnvil();
    proxy = await startRpcProxy({ target: () => anvil.url, random: createRandom("proxy"), finalityBlocks: 4 });
  });
  afterEach(() => proxy.heal());
  after(async () => {
    await proxy.stop();
    await anvil.stop();
  });

  it("passes single calls and batches on, and errors as they are", async () => {
    expect(await callRpc(proxy.url, "eth_chainId")).to.equal("0x7a69");
    const calls = [1, 2].map((id) => ({ jsonrpc: "2.0", id, method: "eth_chainId", params: [] }));
    const response = await fetch(proxy.url, { method: "POST", body: JSON.stringify(calls) });
    expect(await response.json()).to.deep.equal([1, 2].map((id) => ({ jsonrpc: "2.0", id, result: "0x7a69" })));
    const refused = await callRpc(proxy.url, "no_such_method").catch((error: Error) => error.message);
    expect(refused).to.match(/method|found|deserialize/i);
  });

  it("answers a refusal with its status, and cuts the connection when the answer is lost", async () => {
    proxy.switches.tooManyRequests = 1;
    const response = await fetch(proxy.url, { method: "POST", body: '{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}' });
    expect([response.status, response.headers.get("retry-after")]).to.deep.equal([429, "1"]);
  });

  it("tells subscribers of heads, is silent while it lags, and catches up when it is healed", async () => {
    const socket = await open(proxy.wsUrl);
    const heads: number[] = [];
    let answered = false;
    socket.addEventListener("message", ({ data }) => {
      const message = JSON.parse(String(data)) as { id?: number; params?: { result: { number: string } } };
      if (message.id === 1) answered = true;
      if (message.params) heads.push(Number(message.params.result.number));
    });
    socket.send('{"jsonrpc":"2.0","id":1,"method":"eth_subscribe","params":["newHeads"]}');
    await waitFor(() => answered, { what: "a subscription" });
    await mine(anvil);
    const first = await waitFor(() => heads.at(-1), { what: "a head" });
    Object.assign(proxy.switches, { lagBlocks: 1, lagShare: 1 });
    await mine(anvil);
    await waitFor(async () => (await callRpc(anvil.url, "eth_blockNumber")) === `0x${(first + 1).toString(16)}`, { what: "a block" });
    expect(await callRpc(proxy.url, "eth_blockNumber")).to.equal(`0x${first.toString(16)}`);
    await proxy.heal();
    await waitFor(() => heads.at(-1) === first + 1, { what: "the missed head" });
    socket.close();
  });

  it("answers calls over the same socket, and cuts it on demand", async () => {
    const socket = await open(proxy.wsUrl);
    let answer = "";
    let isClosed = false;
    socket.addEventListener("message", ({ data }) => (answer = String(data)));
    socket.addEventListener("close", () => (isClosed = true));
    socket.send('{"jsonrpc":"2.0","id":7,"method":"eth_chainId","params":[]}');
    await waitFor(() => answer !== "", { what: "an answer" });
    expect(JSON.parse(answer)).to.deep.equal({ jsonrpc: "2.0", id: 7, result: "0x7a69" });
    proxy.cutAll();
    await waitFor(() => isClosed, { what: "the cut" });
  });
});

async function open(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", reject);
  });
  return socket;
}
