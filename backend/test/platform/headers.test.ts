import { expect } from "chai";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { accountOf, register, tokenOf } from "../support/organisations.ts";

const PAGE = "https://partner.example";

describe("headers of every answer", () => {
  let backend: TestBackend;
  before(async () => {
    backend = await startTestBackend({ WAYBILL_ROLES: "api" });
  });
  after(() => backend.stop());

  it("let a page load from its own host only, with nothing inline, and no text become script or markup", async () => {
    for (const path of ["/", "/problems/platform.not-found", "/api/nothing"]) {
      const policy = (await backend.request("GET", path)).headers.get("content-security-policy") ?? "";
      const directives = new Map(policy.split(";").map((one) => [one.trim().split(" ")[0], one.trim().split(" ").slice(1).join(" ")]));
      expect(policy, path).to.not.include("unsafe-inline").and.not.include("'unsafe-eval'");
      expect(directives.get("script-src"), path).to.equal("'self' 'wasm-unsafe-eval'");
      for (const name of ["default-src", "style-src", "font-src", "worker-src", "form-action"])
        expect(directives.get(name), `${path} ${name}`).to.equal("'self'");
      for (const name of ["object-src", "base-uri", "frame-ancestors"]) expect(directives.get(name), `${path} ${name}`).to.equal("'none'");
      // The library of the reference page writes markup by itself: that page alone is without.
      expect(directives.get("require-trusted-types-for"), path).to.equal("'script'");
      expect(directives.get("trusted-types"), path).to.equal("default");
    }
  });

  it("keep browsers from guessing types, from framing, and from naming the whole address to others", async () => {
    const { headers } = await backend.request("GET", "/api/config");
    expect(headers.get("x-content-type-options")).to.equal("nosniff");
    expect(headers.get("x-frame-options")).to.equal("SAMEORIGIN");
    expect(headers.get("referrer-policy")).to.equal("strict-origin-when-cross-origin");
    expect(headers.get("cross-origin-opener-policy")).to.equal("same-origin");
    expect(headers.get("permissions-policy")).to.include("geolocation=()").and.include("camera=(self)");
    expect(headers.get("x-powered-by")).to.equal(null);
  });

  it("keep private answers out of every store", async () => {
    await register(backend, "farm");
    const token = await tokenOf(backend, accountOf("farm").address);
    for (const path of ["/api/exchange/partners", "/api/links", "/api/subscriptions", "/api/documents"]) {
      const answer = await backend.request("GET", path, { token });
      expect(answer.headers.get("cache-control"), `${path} ${answer.status}`).to.equal("no-store");
    }
    expect((await backend.request("GET", "/api/me")).headers.get("cache-control")).to.equal("no-store");
  });

  it("let no page of another origin read answers", async () => {
    for (const method of ["GET", "OPTIONS"]) {
      const asking = { Origin: PAGE, ...(method === "OPTIONS" ? { "Access-Control-Request-Method": "GET" } : {}) };
      const { headers } = await backend.request(method, "/epcis/events", { headers: asking });
      expect(headers.get("access-control-allow-origin"), method).to.equal(null);
    }
  });
});

describe("pages of listed origins", () => {
  let backend: TestBackend;
  before(async () => {
    backend = await startTestBackend({ WAYBILL_ROLES: "api", CORS_ORIGINS: `${PAGE}, https://other.example/` });
  });
  after(() => backend.stop());

  it("may ask with a key of their own and read what they need, but never with our cookies", async () => {
    const asked = await backend.request("OPTIONS", "/epcis/capture", {
      headers: { Origin: PAGE, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type" },
    });
    expect(asked.status).to.equal(204);
    expect(asked.headers.get("access-control-allow-methods")).to.include("POST");
    expect(asked.headers.get("access-control-allow-headers")).to.include("Authorization").and.include("Content-Type");
    const { headers } = await backend.request("GET", "/epcis/events", { headers: { Origin: PAGE } });
    expect(headers.get("access-control-allow-origin")).to.equal(PAGE);
    expect(headers.get("access-control-expose-headers")).to.include("Link").and.include("RateLimit");
    for (const one of [asked.headers, headers]) {
      expect(one.get("access-control-allow-credentials")).to.equal(null);
      expect(one.get("vary")).to.match(/\bOrigin\b/);
    }
  });

  it("are those that are listed, to the letter", async () => {
    for (const origin of ["https://partner.example.evil.example", "http://partner.example", "https://PARTNER.example", "null"]) {
      const { headers } = await backend.request("GET", "/epcis/events", { headers: { Origin: origin } });
      expect(headers.get("access-control-allow-origin"), origin).to.equal(null);
      expect(headers.get("vary"), origin).to.match(/\bOrigin\b/);
    }
    expect(
      (await backend.request("GET", "/epcis/events", { headers: { Origin: "https://other.example" } })).headers.get(
        "access-control-allow-origin",
      ),
    ).to.equal("https://other.example");
  });

  it("cannot act on a cookie: sign-in and sessions are for our own pages", async () => {
    for (const path of ["/api/sessions/refresh", "/api/sessions", "/api/sessions/password"]) {
      const answer = await backend.request("POST", path, { body: {}, headers: { Origin: PAGE } });
      expect(answer.status, path).to.equal(403);
      expect(answer.json<{ code: string }>().code, path).to.equal("platform.cross-site");
    }
  });
});
