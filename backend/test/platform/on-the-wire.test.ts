import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { authorise } from "../../src/platform/http/authorise.ts";
import { contentSecurityPolicy, policyText } from "../../src/platform/http/content-security-policy.ts";
import { route } from "../../src/platform/http/route.ts";
import { startServer, type RunningServer } from "../../src/platform/http/server.ts";
import { z } from "zod";
import { startTestBackend, type TestBackend } from "../support/backend.ts";

describe("what a server of production says on the wire", () => {
  let backend: TestBackend;
  let server: RunningServer;
  before(async () => {
    backend = await startTestBackend({ WAYBILL_ROLES: "api" });
    const app = { ...backend.app, config: { ...backend.app.config, mode: "production" as const, port: 0 } };
    const nobody = { bearer: async () => null, basic: async () => expect.fail("nobody has a password") };
    const echo = route({
      ...{ method: "post", path: "/api/echo", act: "sessions:begin", summary: "Says the same", tag: "Test" },
      body: z.object({ a: z.number() }),
      responses: { 200: { description: "The same." } },
      handler: async ({ body }) => ({ status: 200, body }),
    });
    server = await startServer({ app, routes: [echo], authorise: (one, exchange) => authorise(app, one, exchange, nobody) });
  });
  after(async () => {
    await server.stop();
    await backend.stop();
  });

  /** All that comes back for these bytes. */
  async function exchange(lines: readonly string[], body = ""): Promise<string> {
    const socket = connect(server.port, "127.0.0.1");
    await once(socket, "connect");
    socket.write(`${lines.join("\r\n")}\r\n\r\n${body}`);
    return text(socket);
  }
  const post = (fields: readonly string[], body: string) =>
    exchange(["POST /api/echo HTTP/1.1", "Host: waybill.example", "Content-Type: application/json", "Connection: close", ...fields], body);

  it("tells browsers to come back over HTTPS alone, for a year, and what a page may load, also where a request cannot be read", async () => {
    const answers = {
      found: await post(["Content-Length: 7"], '{"a":1}'),
      missing: await exchange(["GET /api/nothing HTTP/1.1", "Host: waybill.example", "Connection: close"]),
      unreadable: await exchange(["no HTTP at all"]),
      tooLong: await exchange(["GET / HTTP/1.1", "Host: waybill.example", `X-Long: ${"a".repeat(20_000)}`]),
    };
    const policy = policyText(contentSecurityPolicy({ https: true }));
    for (const [what, answer] of Object.entries(answers)) {
      const fields = new Map(
        answer
          .split("\r\n\r\n")[0]
          ?.split("\r\n")
          .slice(1)
          .map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 2)]),
      );
      expect(fields.get("strict-transport-security"), what).to.equal("max-age=31536000; includeSubDomains");
      expect(fields.get("content-security-policy")?.replaceAll(/\s*;\s*/g, "; "), what).to.equal(policy);
      expect(fields.get("x-content-type-options"), what).to.equal("nosniff");
    }
    expect(Object.values(answers).map((answer) => answer.slice(9, 12))).to.deep.equal(["200", "404", "400", "431"]);
  });

  it("refuses a body whose length is said in two ways, which a proxy before it might read otherwise", async () => {
    const chunked = '7\r\n{"a":1}\r\n0\r\n\r\n';
    expect((await post(["Transfer-Encoding: chunked"], chunked)).slice(9, 12)).to.equal("200");
    for (const fields of [
      ["Transfer-Encoding: chunked", "Content-Length: 7"],
      ["Content-Length: 7", "Transfer-Encoding: chunked"],
      ["Content-Length: 7", "Content-Length: 8"],
      ["Transfer-Encoding: identity, chunked", "Content-Length: 4"],
    ])
      expect((await post(fields, chunked)).slice(9, 12), fields.join()).to.equal("400");
  });
});
