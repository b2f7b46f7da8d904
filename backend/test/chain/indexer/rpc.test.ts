import { expect } from "chai";
import { createRpc, RpcAnswerError } from "../../../src/modules/chain/indexer/node/rpc.ts";
import { startRpcFront, type RpcFront } from "../../support/rpc-front.ts";

describe("several questions to a node at once", () => {
  let front: RpcFront;
  beforeEach(async () => {
    front = await startRpcFront("http://127.0.0.1:9");
    front.meddle = ({ params: [number] }) => ({ result: `block ${String(number)}` });
  });
  afterEach(() => front.stop());

  const CALLS = [1, 2, 3].map((number) => ({ method: "eth_getBlockByNumber", params: [number] }));
  const ask = (rpc = createRpc(front.url)) => rpc.requestAll<string>(CALLS).finally(() => rpc.close());
  const ALL = ["block 1", "block 2", "block 3"];

  it("are answered in their order", async () => {
    expect(await ask()).to.deep.equal(ALL);
    expect(front.requests).to.equal(1);
  });

  it("are asked one by one where a node takes no batches, which is remembered", async () => {
    front.takesBatches = false;
    const rpc = createRpc(front.url);
    expect(await rpc.requestAll<string>(CALLS)).to.deep.equal(ALL);
    expect(await ask(rpc)).to.deep.equal(ALL);
    expect(front.requests).to.equal(1 + 3 + 3);
  });

  it("are asked again when the node was busy with one of them", async () => {
    let isBusy = true;
    front.meddle = ({ params: [number] }) => {
      const refuses = number === 2 && isBusy;
      if (refuses) isBusy = false;
      return refuses ? { error: { code: -32005, message: "too many requests" } } : { result: `block ${String(number)}` };
    };
    expect(await ask()).to.deep.equal(ALL);
  });

  it("fail together with the one that is refused", async () => {
    front.meddle = ({ params: [number] }) => (number === 2 ? { error: { code: -32602, message: "no such thing" } } : { result: null });
    const error = await ask().catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(RpcAnswerError).and.to.have.property("message", "no such thing");
  });
});
