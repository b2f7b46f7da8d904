import { once } from "node:events";
import { Agent, request, type IncomingMessage } from "node:http";
import { expect } from "chai";
import { startTestBackend } from "../support/backend.ts";

describe("a server that stops", () => {
  it("answers what it has in hand, and lets that connection take nothing more", async () => {
    const backend = await startTestBackend({ WAYBILL_ROLES: "api" });
    const agent = new Agent({ keepAlive: true });
    const headers = { "Content-Type": "application/json", "Content-Length": "2", Expect: "100-continue" };
    const asking = request(`${backend.url}/api/organisations`, { agent, method: "POST", headers });
    asking.flushHeaders();
    // Now the server has the request, and waits for its body.
    await once(asking, "continue");
    const stopped = backend.stop();
    const answered = once(asking, "response") as Promise<[IncomingMessage]>;
    asking.end("{}");
    const [answer] = await answered;
    expect(answer.statusCode).to.equal(400);
    expect(answer.headers.connection).to.equal("close");
    answer.resume();
    await stopped;
    agent.destroy();
  });
});
