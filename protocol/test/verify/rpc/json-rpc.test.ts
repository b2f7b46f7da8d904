import { expect } from "chai";
import { createRpcRequest, RpcError } from "../../../src/verify/rpc/json-rpc.ts";

const answered = (text: string) => createRpcRequest(async () => text)("eth_chainId", []);

describe("JSON-RPC", () => {
  it("sends a numbered request and gives back its result", async () => {
    const sent: string[] = [];
    const request = createRpcRequest(async (body) => {
      sent.push(body);
      return '{"jsonrpc":"2.0","id":1,"result":"0x1"}';
    });
    expect(await request("eth_chainId", [])).to.equal("0x1");
    await request("eth_call", [{ to: "0x" }, "latest"]);
    expect(sent.map((body) => JSON.parse(body) as unknown)).to.deep.equal([
      { jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] },
      { jsonrpc: "2.0", id: 2, method: "eth_call", params: [{ to: "0x" }, "latest"] },
    ]);
  });

  it("turns a refusal into an error with its code and data", async () => {
    const error = await answered('{"error":{"code":3,"message":"execution reverted","data":"0x12"}}').catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(RpcError);
    expect(error).to.include({ code: 3, message: "execution reverted", data: "0x12" });
  });

  it("rejects what is not an answer", async () => {
    for (const text of ["", "<html>", "null", "[]", "{}", '"x"']) expect(await answered(text).catch(String), text).to.match(/not JSON/);
  });
});
