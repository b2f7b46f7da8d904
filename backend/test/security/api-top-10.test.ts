import { expect } from "chai";
import { createServer, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { securityHeaders } from "../../src/platform/http/security.ts";
import { ask } from "../../src/platform/outbound/ask.ts";
import { ForbiddenDestination } from "../../src/platform/outbound/destination.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { LOT } from "../support/events.ts";
import { accountOf, register, tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { keysAlone, signInAs } from "../support/sessions.ts";
import { keepQuery, subscribe } from "../support/subscribing.ts";

const HOST = { url: "https://host.example", clientId: "us", clientSecret: "never shown" };

/** One attack for each risk of the OWASP API Security Top 10 of 2023; docs/security/api-top-10.md names the further tests. */
describe("an attack on the API", () => {
  let backend: TestBackend;
  let farm: string;
  let rival: string;
  const servers: Server[] = [];
  before(async () => {
    backend = await startTestBackend({ PUBLIC_URL: "https://waybill.example" }, { verifySignature: keysAlone });
    for (const name of ["farm", "rival"]) await register(backend, name);
    farm = await tokenOf(backend, accountOf("farm").address);
    rival = await tokenOf(backend, accountOf("rival").address);
  });
  after(async () => {
    for (const server of servers) server.close();
    await backend.stop();
  });

  const get = (path: string, token?: string) => backend.request("GET", path, token === undefined ? {} : { token });
  const addPartner = (name: string, more: object = {}) =>
    backend.request("POST", "/api/exchange/partners", { token: farm, body: { name, host: HOST, ...more } });
  /** A server that counts who comes. */
  async function canary(answer: (write: (status: number, headers: Record<string, string>, body: string) => void) => void) {
    let hits = 0;
    const server = createServer((_request, response) => {
      hits++;
      answer((status, headers, body) => void response.writeHead(status, headers).end(body));
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { port: (server.address() as AddressInfo).port, hits: () => hits };
  }

  it("API1, broken object level authorisation: ids of others lead to nothing, by any method, and nothing changes", async () => {
    await keepQuery(backend, farm);
    const subscription = await subscribe(backend, farm, { dest: "http://127.0.0.1:9/", stream: true, signatureToken: "secret" });
    const partner = (await addPartner("Retail")).json<{ id: string }>().id;
    const mine = await Promise.all(["/api/subscriptions", "/api/exchange/partners"].map((path) => get(path, farm)));
    const attempts: [string, string, object?][] = [
      ["GET", `/api/subscriptions/${subscription}/deliveries`],
      ["POST", `/api/subscriptions/${subscription}/pause`],
      ["PUT", `/api/subscriptions/${subscription}/signature-token`, { signatureToken: "mine" }],
      ["PUT", `/api/exchange/partners/${partner}/host`, HOST],
      ["DELETE", `/api/exchange/partners/${partner}`],
    ];
    for (const [method, path, body] of attempts) {
      const answer = await backend.request(method, path, { token: rival, ...(body && { body }) });
      expect(answer.status, `${method} ${path}`).to.equal(404);
    }
    const after = await Promise.all(["/api/subscriptions", "/api/exchange/partners"].map((path) => get(path, farm)));
    expect(after.map(({ text }) => text)).to.deep.equal(mine.map(({ text }) => text));
    expect((await get("/api/exchange/partners", rival)).json<{ items: unknown[] }>().items).to.deep.equal([]);
  });

  it("API2, broken authentication: forged, unsigned and misplaced tokens are nobody's", async () => {
    const { accessToken } = await signInAs(backend, "farm", { Origin: "https://waybill.example" });
    const [head = "", claims = "", signature = ""] = accessToken.split(".");
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const said = JSON.parse(Buffer.from(claims, "base64url").toString()) as object;
    const forged = [
      `${encoded({ alg: "none", typ: "at+jwt" })}.${claims}.`,
      `${head}.${encoded({ ...said, account: accountOf("rival").address })}.${signature}`,
      // The first half of it: the end of such a signature is the same in one of sixteen.
      `${head}.${claims}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`,
      `${encoded({ alg: "HS256", typ: "at+jwt", kid: "../../dev/null" })}.${claims}.${signature}`,
    ];
    expect((await get("/api/sessions", accessToken)).status).to.equal(200);
    for (const token of forged) expectProblem(await get("/api/sessions", token), 401, "platform.unauthorised");
    for (const name of ["access_token", "token", "api_key"])
      expect((await get(`/api/subscriptions?${name}=${encodeURIComponent(farm)}`)).status).to.equal(401);
    expect((await backend.request("GET", "/api/subscriptions", { headers: { Cookie: `token=${farm}` } })).status).to.equal(401);
  });

  it("API3, broken object property level authorisation: members that are not one's to set are not set, and secrets are not shown", async () => {
    const added = await addPartner("Wholesale", { id: "chosen", account: accountOf("rival").address, createdAt: "2000-01-01T00:00:00Z" });
    if (added.status === 201) {
      expect(added.json()).to.not.include({ id: "chosen" });
      expect(added.json<{ createdAt: string }>().createdAt).to.not.match(/^2000/);
    } else expect(added.status).to.equal(400);
    expect((await get("/api/exchange/partners", rival)).text).to.not.include("Wholesale");
    for (const path of ["/api/exchange/partners", "/api/subscriptions", "/api/keys"])
      expect((await get(path, farm)).text, path).to.not.match(/never shown|clientSecret|signatureToken|secret/i);
  });

  it("API4, unrestricted resource consumption: bombs, depth, long lists and long addresses are refused before they cost anything", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1_048_576, "["));
    const post = (text: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
      backend.request("POST", "/api/organisations", { text, headers });
    expect((await post(new Uint8Array(bomb), { "Content-Encoding": "gzip" })).status).to.equal(413);
    expect((await post(" ".repeat(300_000))).status).to.equal(413);
    expect((await post(`${"[".repeat(2_000)}${"]".repeat(2_000)}`)).status).to.equal(400);
    for (const limit of ["1000000", "-1", "1e9", "NaN"])
      expect((await get(`/api/subscriptions?limit=${limit}`, farm)).status).to.equal(400);
    expect((await get(`/api/search?q=${"a".repeat(20_000)}`)).status).to.be.within(400, 431);
    expect((await get("/livez")).status).to.equal(200);
  });

  it("API5, broken function level authorisation: who is no admin or auditor, no person, or nobody, gets no further", async () => {
    const person = (await signInAs(backend, "rival", { Origin: "https://waybill.example" })).accessToken;
    const acts: [string, string, object?][] = [
      ["GET", "/api/installation/roles"],
      ["POST", "/api/keys", { name: "mine", scopes: ["capture"], days: 1 }],
      ["POST", "/api/invitations", {}],
    ];
    for (const [method, path, body] of acts) {
      const options = body === undefined ? {} : { body };
      expect((await backend.request(method, path, { ...options, token: rival })).status, `${path} by a key`).to.equal(403);
      expect((await backend.request(method, path, options)).status, `${path} by nobody`).to.equal(401);
    }
    expect((await get("/api/audit?stream=service", person)).json<{ items: unknown[] }>().items).to.deep.equal([]);
    expect((await get("/api/installation/roles", person)).status).to.equal(403);
    const { person: oneself } = (await get("/api/me", person)).json<{ person: string }>();
    for (const role of ["admin", "auditor"])
      expect((await backend.request("PUT", `/api/installation/roles/${role}/${oneself}`, { token: person })).status, role).to.equal(403);
    for (const [method, path] of [
      ["DELETE", "/api/subscriptions"],
      ["PUT", "/api/keys"],
      ["PATCH", "/api/sessions"],
    ] as const)
      expect((await backend.request(method, path, { token: farm })).status, `${method} ${path}`).to.equal(405);
    for (const header of ["X-HTTP-Method-Override", "X-Original-URL", "X-Rewrite-URL", "X-Forwarded-User"])
      expect((await backend.request("GET", "/api/config", { headers: { [header]: "/api/installation/roles" } })).text).to.not.include(
        "given",
      );
  });

  it("API6, unrestricted access to sensitive business flows: a machine that files reports is stopped, whoever it says it is", async () => {
    const statuses: number[] = [];
    while (statuses.length < 30 && statuses.at(-1) !== 429) {
      const n = statuses.length;
      const body = { subject: LOT, kind: "spoiled", text: `Number ${n}`, nonce: `0x${n.toString(16).padStart(64, "0")}` };
      const headers = { "X-Forwarded-For": `198.51.100.${n}`, "User-Agent": `machine ${n}` };
      statuses.push((await backend.request("POST", "/api/reports", { body, headers })).status);
    }
    expect(statuses).to.have.length(21);
    expect(statuses.at(-1)).to.equal(429);
  });

  it("API7, server side request forgery: addresses inside are not called, however they are written, nor by a redirect", async () => {
    const inside = await canary((write) => write(200, {}, "secret"));
    const outside = await canary((write) => write(302, { Location: `http://127.0.0.1:${inside.port}/` }, ""));
    const question = { method: "GET", headers: {}, timeoutMilliseconds: 5_000, maxAnswerBytes: 100 } as const;
    for (const host of [
      "127.0.0.1",
      "localhost",
      "2130706433",
      "0x7f.1",
      "127.1",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "0.0.0.0",
      "169.254.169.254",
    ])
      for (const scheme of ["http", "https"]) {
        const asked = ask({ ...question, url: `${scheme}://${host}:${inside.port}/`, mode: "production" });
        expect(await asked.catch((error: unknown) => error), `${scheme} ${host}`).to.be.instanceOf(ForbiddenDestination);
      }
    const followed = await ask({ ...question, url: `http://127.0.0.1:${outside.port}/`, mode: "development" });
    expect(followed.status).to.equal(302);
    expect(inside.hits()).to.equal(0);
    for (const dest of ["file:///etc/passwd", "gopher://127.0.0.1:6379/", "http://me:secret@127.0.0.1/", "javascript:alert(1)"]) {
      const path = `/epcis/queries/${encodeURIComponent("what is on its way")}/subscriptions`;
      expect((await backend.request("POST", path, { token: farm, body: { dest, stream: true } })).status, dest).to.equal(400);
    }
  });

  it("API8, security misconfiguration: no method, header, error or page tells or does more than it must", async () => {
    const trace = await new Promise<number>((resolve, reject) => {
      const { hostname, port } = new URL(backend.url);
      const asking = httpRequest({ hostname, port, method: "TRACE", path: "/api/config", headers: { Authorization: "Bearer canary" } });
      asking
        .on("response", (response) => (response.resume(), resolve(response.statusCode ?? 0)))
        .on("error", reject)
        .end();
    });
    expect(trace).to.be.within(400, 499);
    for (const path of ["/api/config", "/api/nothing", "/api/organisations", "/"]) {
      const { headers, text } = await get(path);
      expect(headers.get("x-content-type-options"), path).to.equal("nosniff");
      expect(headers.get("content-security-policy"), path).to.include("frame-ancestors 'none'").and.include("base-uri 'none'");
      expect([headers.get("server"), headers.get("x-powered-by")], path).to.deep.equal([null, null]);
      expect(text, path).to.not.match(/node_modules|\.ts:\d|postgres|at async/);
    }
    const production = new Map<string, unknown>();
    const response = {
      setHeader: (name: string, value: unknown) => production.set(name.toLowerCase(), value),
      removeHeader: () => undefined,
    };
    securityHeaders({ https: true })({} as never, response as never, () => undefined);
    expect(production.get("strict-transport-security")).to.equal("max-age=31536000; includeSubDomains");
    const broken = await backend.request("POST", "/api/organisations", { text: '{"profile":' });
    expect(broken.text).to.not.match(/SyntaxError|position|node:/);
  });

  it("API9, improper inventory management: what the description does not list is not there, nor are old versions and consoles", async () => {
    const { paths } = (await get("/api/openapi.json")).json<{ paths: object }>();
    expect(Object.keys(paths).length).to.be.greaterThan(100);
    const versions = [
      "/api/v1/keys",
      "/v2/events",
      "/api/internal/config",
      "/api/debug",
      "/debug/pprof",
      "/actuator/env",
      "/console",
      "/graphql",
    ];
    const files = [
      "/.git/config",
      "/.env",
      "/package.json",
      "/server.js.map",
      "/backup.sql",
      "/api/../.waybill/session-keys.json",
      "/%2e%2e/%2e%2e/etc/passwd",
    ];
    for (const path of [...versions, ...files]) expect((await get(path)).status, path).to.be.oneOf([400, 404]);
  });

  it("API10, unsafe consumption of APIs: what others answer is cut, checked and never followed or believed", async () => {
    const question = { method: "GET", headers: {}, timeoutMilliseconds: 5_000, maxAnswerBytes: 1_000, mode: "development" } as const;
    const endless = await canary((write) => write(200, { "Content-Type": "application/json" }, `{"data":${"[".repeat(1_000_000)}`));
    const answer = await ask({ ...question, url: `http://127.0.0.1:${endless.port}/` });
    expect(answer).to.include({ status: 200, isCut: true });
    expect(answer.text).to.have.length(1_000);
    const silent = createServer(() => undefined);
    servers.push(silent);
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    const late = await ask({ ...question, url: `http://127.0.0.1:${port}/`, timeoutMilliseconds: 200 }).catch(
      (error: Error) => error.message,
    );
    expect(late).to.include("no answer within");
    silent.closeAllConnections();
  });
});
