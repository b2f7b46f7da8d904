import { once } from "node:events";
import { connect } from "node:net";
import { problem } from "@waybill/protocol/schemas/problem";
import { expect } from "chai";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { accountOf, register, registrationOf, tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";

describe("the HTTP platform", () => {
  let backend: TestBackend;
  before(async () => {
    backend = await startTestBackend();
  });
  after(() => backend.stop());

  describe("probes", () => {
    it("say that the process lives without asking anything else", async () => {
      expect((await backend.request("GET", "/livez")).json()).to.deep.equal({ state: "ok" });
    });

    it("stay ready while the node is away, and say what that degrades", async () => {
      const answer = await backend.request("GET", "/readyz");
      expect(answer.status).to.equal(200);
      const { state, checks } = answer.json<{ state: string; checks: Record<string, { state: string; reason?: string }> }>();
      expect(state).to.equal("degraded");
      expect(checks["database"]?.state).to.equal("ok");
      expect(checks["migrations"]?.state).to.equal("ok");
      expect(checks["chain"]?.reason).to.include("node does not answer");
    });

    it("count requests by route template, not by address", async () => {
      await backend.request("GET", `/api/actors/${accountOf("nobody").address}`);
      const { text } = await backend.request("GET", "/metrics");
      expect(text).to.include('route="/api/actors/{account}"').and.not.include(accountOf("nobody").address);
    });
  });

  describe("problems", () => {
    it("answer an unknown address with 404", async () => {
      expectProblem(await backend.request("GET", "/api/nothing"), 404, "platform.not-found");
    });

    it("answer a method that an address does not take with 405 and the ones it takes", async () => {
      const answer = await backend.request("DELETE", "/api/organisations");
      expectProblem(answer, 405, "platform.method-not-allowed");
      expect(answer.headers.get("allow")).to.equal("POST, OPTIONS");
    });

    it("answer a body of another media type with 415", async () => {
      const answer = await backend.request("POST", "/api/organisations", { text: "<a/>", type: "application/xml" });
      expectProblem(answer, 415, "platform.unsupported-media-type");
    });

    it("answer a client that takes no JSON with 406", async () => {
      const answer = await backend.request("GET", "/api/config", { headers: { Accept: "text/css" } });
      expectProblem(answer, 406, "platform.not-acceptable");
    });

    it("answer a body over the limit with 413", async () => {
      const answer = await backend.request("POST", "/api/organisations", { text: `"${"x".repeat(300_000)}"` });
      expectProblem(answer, 413, "platform.too-large");
    });

    it("point at what is wrong in a body", async () => {
      const { profile, ...rest } = await registrationOf("pointer");
      const answer = await backend.request("POST", "/api/organisations", {
        body: { ...rest, profile: { ...profile, gln: "12" }, roles: 0 },
      });
      const { errors } = expectProblem(answer, 400, "platform.bad-request");
      expect(errors?.map(({ pointer }) => pointer)).to.have.members(["/profile/gln", "/roles"]);
    });

    it("have a page for every code", async () => {
      const { text, status, headers } = await backend.request("GET", "/problems/traceability.event-id-taken");
      expect(status).to.equal(200);
      expect(headers.get("content-type")).to.include("text/html");
      expect(text).to.include("The author has used this eventID for a different event.");
      expectProblem(await backend.request("GET", "/problems/no.such-code"), 404, "platform.not-found");
    });

    it("carry the caller's trace id", async () => {
      const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
      const answer = await backend.request("GET", "/api/nothing", { headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` } });
      expect(expectProblem(answer, 404, "platform.not-found").traceId).to.equal(traceId);
      expect(answer.headers.get("x-trace-id")).to.equal(traceId);
    });
  });

  describe("hostile bodies", () => {
    const bodies: [string, string | Uint8Array<ArrayBuffer>][] = [
      ["nothing", ""],
      ["half an object", '{"profile":'],
      ["an array", "[]"],
      ["null", "null"],
      ["a number beyond any range", `{"roles":1e999}`],
      ["a very deep array", "[".repeat(100_000) + "]".repeat(100_000)],
      ["a deep object inside the limit", `${'{"a":'.repeat(3_000)}1${"}".repeat(3_000)}`],
      ["bytes that are not UTF-8", new Uint8Array([0x22, 0xff, 0xfe, 0x22])],
      ["a byte order mark and nothing", new Uint8Array([0xef, 0xbb, 0xbf])],
      ["a prototype", '{"__proto__":{"polluted":true},"profile":{"__proto__":1}}'],
      ["U+0000 in a name", '{"profile":{"name":"a\\u0000b"}}'],
      ["half a surrogate pair", '{"profile":{"name":"\\ud800"}}'],
      ["NaN", '{"roles":NaN}'],
    ];
    for (const path of ["/api/organisations", "/epcis/capture", "/epcis/events"]) {
      for (const [what, text] of bodies) {
        it(`never break ${path}: ${what}`, async () => {
          const token = await tokenOf(backend, accountOf("hostile").address);
          const answer = await backend.request("POST", path, { text, token });
          expect(answer.status, answer.text).to.be.within(400, 422);
          expect(answer.headers.get("content-type")).to.equal("application/problem+json");
        });
      }
    }

    it("never break an address", async () => {
      for (const path of [
        "/%ff",
        "/api/actors/%00",
        "/epcis/events/%00",
        "/api/journeys?subject=%00",
        "/api/search?q=%00",
        "/api/search?q=%25%5C",
        "/epcis/capture?perPage=1e9",
      ]) {
        const { status } = await backend.request("GET", path);
        expect(status, path).to.be.within(200, 422);
      }
    });
  });

  describe("Idempotency-Key", () => {
    it("gives a repeated request the first answer and does nothing twice", async () => {
      const body = await registrationOf("repeated");
      const headers = { "Idempotency-Key": "key-1" };
      const first = await backend.request("POST", "/api/organisations", { body, headers });
      const second = await backend.request("POST", "/api/organisations", { body, headers });
      expect(first.status).to.equal(202);
      expect(second.status).to.equal(202);
      expect(second.text).to.equal(first.text);
      expect(second.headers.get("idempotency-replayed")).to.equal("true");
      expect(second.headers.get("location")).to.equal(first.headers.get("location"));
      expect(first.headers.get("idempotency-replayed")).to.equal(null);
    });

    it("refuses another request under a used key with 422", async () => {
      const headers = { "Idempotency-Key": "key-2" };
      await backend.request("POST", "/api/organisations", { body: await registrationOf("first use"), headers });
      const answer = await backend.request("POST", "/api/organisations", { body: await registrationOf("second use"), headers });
      expectProblem(answer, 422, "platform.key-reused");
    });

    it("answers 409 while the first request is in work", async () => {
      const body = await registrationOf("in work");
      const headers = { "Idempotency-Key": "key-3" };
      await backend.request("POST", "/api/organisations", { body, headers });
      await backend.app.db.pool.query("UPDATE idempotency_keys SET status = NULL WHERE key = 'key-3'");
      expectProblem(await backend.request("POST", "/api/organisations", { body, headers }), 409, "platform.in-flight");
    });

    it("runs a request again when its first run was lost long ago", async () => {
      const body = await registrationOf("lost");
      const headers = { "Idempotency-Key": "key-4" };
      await backend.request("POST", "/api/organisations", { body, headers });
      await backend.app.db.pool.query(
        "UPDATE idempotency_keys SET status = NULL, created_at = created_at - interval '2 minutes' WHERE key = 'key-4'",
      );
      expect((await backend.request("POST", "/api/organisations", { body, headers })).status).to.equal(202);
    });

    it("does not keep a refusal: a repaired request may use the key again", async () => {
      const headers = { "Idempotency-Key": "key-5" };
      const bad = await backend.request("POST", "/api/organisations", { body: {}, headers });
      expect(bad.status).to.equal(400);
      expect((await backend.request("POST", "/api/organisations", { body: await registrationOf("repaired"), headers })).status).to.equal(
        202,
      );
    });

    it("keeps the keys of different organisations apart", async () => {
      const headers = { "Idempotency-Key": "shared" };
      const tokens = [];
      for (const name of ["left", "right"]) {
        await register(backend, name);
        tokens.push(await tokenOf(backend, accountOf(name).address));
      }
      const put = (token: string | undefined, gtin: string) =>
        backend.request("PUT", `/api/products/${gtin}`, { body: { name: gtin }, headers, ...(token ? { token } : {}) });
      expect((await put(tokens[0], "09506000134352")).status).to.equal(200);
      expect((await put(tokens[1], "09506000134369")).status).to.equal(200);
    });
  });
});

describe("requests that cannot be read", () => {
  let backend: TestBackend;
  before(async () => {
    backend = await startTestBackend({ WAYBILL_ROLES: "api" });
  });
  after(() => backend.stop());

  /** Sends bytes and gives all that comes back until the server hangs up. */
  async function exchange(text: string): Promise<{ status: number; head: string; problem: Record<string, unknown> }> {
    const { hostname, port } = new URL(backend.url);
    const socket = connect(Number(port), hostname);
    let answer = "";
    socket.setEncoding("utf8").on("data", (piece: string) => (answer += piece));
    socket.write(text);
    await once(socket, "close");
    const [head = "", body = ""] = answer.split("\r\n\r\n");
    return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]), head, problem: JSON.parse(body) as Record<string, unknown> };
  }
  const requestFor = (path: string, headers = "") => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;

  it("are answered with problem details, in EPCIS terms below /epcis", async () => {
    const cases: [string, number, string, string][] = [
      [requestFor(`/epcis/events?EQ_bizStep=${"x".repeat(20_000)}`), 414, "platform.uri-too-long", "epcisException:URITooLongException"],
      [requestFor(`/${"x".repeat(200_000)}`), 414, "platform.uri-too-long", "/problems/platform.uri-too-long"],
      [
        requestFor("/livez", `X-Long: ${"x".repeat(20_000)}\r\n`),
        431,
        "platform.headers-too-large",
        "/problems/platform.headers-too-large",
      ],
      ["nonsense\r\n\r\n", 400, "platform.bad-request", "/problems/platform.bad-request"],
    ];
    for (const [text, status, code, type] of cases) {
      const answer = await exchange(text);
      expect(answer, code).to.deep.include({ status });
      expect(answer.problem, code).to.include({ status, code, type });
      expect(answer.head).to.include("Content-Type: application/problem+json");
      expect(problem.safeParse(answer.problem).success).to.equal(true);
    }
  });

  it("leave the server as it was", async () => {
    await exchange("nonsense\r\n\r\n");
    expect((await backend.request("GET", "/livez")).status).to.equal(200);
  });
});
