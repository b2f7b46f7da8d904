import { expect } from "chai";
import type { ClientCredentials } from "@waybill/protocol/schemas/api/exchange";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { askToken, LETTUCE, ownerOf, SALAD, type Owner } from "../support/exchange.ts";
import { expectProblem } from "../support/problem.ts";
import { waitFor } from "../support/wait-for.ts";

describe("access tokens for partners", () => {
  let backend: TestBackend;
  let owner: Owner;
  let now = new Date("2026-05-01T10:00:00Z");
  before(async () => {
    backend = await startTestBackend({ TRUST_PROXY: "127.0.0.1" }, { clock: { now: () => now } });
  });
  after(() => backend.stop());
  beforeEach(async () => {
    await backend.clear();
    now = new Date("2026-05-01T10:00:00Z");
    owner = await ownerOf(backend, "Salad Kitchen");
  });

  const codeOf = async (token: string) => {
    const answer = await backend.request("GET", "/pact/3/footprints", { token });
    return { status: answer.status, code: answer.json<{ code?: string }>().code };
  };

  it("are given for an hour to whoever knows a client's secret", async () => {
    const partner = await owner.partner("Retailer");
    const answer = await askToken(backend, partner);
    expect(answer.status).to.equal(200);
    expect(answer.headers.get("cache-control")).to.equal("no-store");
    expect(answer.json()).to.include({ token_type: "Bearer", expires_in: 3_600, scope: "footprint:list footprint:read" });
    expect(await codeOf(answer.json<{ access_token: string }>().access_token)).to.deep.equal({ status: 200, code: undefined });
  });

  it("have no client that is made while its partner is ended", async () => {
    const { id } = await owner.partner("Retailer");
    const ending = await backend.app.db.pool.connect();
    try {
      await ending.query("BEGIN");
      await ending.query("DELETE FROM exchange_partners WHERE id = $1", [id]);
      const making = owner.ask("POST", `/partners/${id}/clients`, { scopes: ["footprint:list"] });
      await waitFor("whoever waits for that end", async () => {
        const { rows } = await backend.owner.query<{ waiting: number }>(
          "SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        );
        return rows[0]?.waiting ? true : undefined;
      });
      await ending.query("COMMIT");
      expectProblem(await making, 404, "exchange.unknown-partner");
    } finally {
      ending.release();
    }
  });

  it("are refused in the words of RFC 6749", async () => {
    const partner = await owner.partner("Retailer", { scopes: ["footprint:list"] });
    const cases: [string, { clientId: string; clientSecret: string }, string | undefined, number, string][] = [
      ["another's secret", { ...partner, clientSecret: "x".repeat(43) }, undefined, 401, "invalid_client"],
      ["an unknown client", { ...partner, clientId: "pact_0" }, undefined, 401, "invalid_client"],
      ["another grant", partner, "grant_type=password", 400, "unsupported_grant_type"],
      ["no grant", partner, "scope=footprint:list", 400, "invalid_request"],
      ["a grant twice", partner, "grant_type=client_credentials&grant_type=client_credentials", 400, "invalid_request"],
      ["a scope that it was not given", partner, "grant_type=client_credentials&scope=footprint%3Aread", 400, "invalid_scope"],
    ];
    for (const [what, credentials, form, status, error] of cases) {
      const answer = await askToken(backend, credentials, form);
      expect(answer.status, what).to.equal(status);
      expect(answer.json(), what).to.include({ error }).and.to.have.property("error_description").that.is.a("string");
      expect(answer.headers.get("content-type"), what).to.equal("application/json");
      expect(answer.headers.has("www-authenticate"), what).to.equal(status === 401);
    }
    const json = await backend.request("POST", "/pact/auth/token", { body: { grant_type: "client_credentials" } });
    expect([json.status, json.json<{ error: string }>().error]).to.deep.equal([415, "invalid_request"]);
  });

  it("allow what they were asked for, and no more", async () => {
    const partner = await owner.partner("Retailer", { products: [SALAD] });
    const { footprint } = await owner.publish();
    const { access_token: token } = (await askToken(backend, partner, "grant_type=client_credentials&scope=footprint%3Alist")).json<{
      access_token: string;
    }>();
    expect((await backend.request("GET", "/pact/3/footprints", { token })).status).to.equal(200);
    const one = await backend.request("GET", `/pact/3/footprints/${footprint.id}`, { token });
    expect([one.status, one.json<{ code: string }>().code]).to.deep.equal([403, "AccessDenied"]);
  });

  it("say when they have expired, unlike tokens that were never given", async () => {
    const partner = await owner.partner("Retailer");
    now = new Date("2026-05-01T10:59:59Z");
    expect(await codeOf(partner.accessToken)).to.deep.equal({ status: 200, code: undefined });
    now = new Date("2026-05-01T11:00:00Z");
    expect(await codeOf(partner.accessToken)).to.deep.equal({ status: 401, code: "TokenExpired" });
    expect(await codeOf("never-given")).to.deep.equal({ status: 401, code: "BadRequest" });
    expect((await backend.request("GET", "/pact/3/footprints")).status).to.equal(401);
  });

  it("end with the secret that got them, which a rotation ends at once or after an overlap", async () => {
    const partner = await owner.partner("Retailer");
    const rotate = async (body: object) => (await owner.ask("POST", `/clients/${partner.clientId}/rotate`, body)).json<ClientCredentials>();
    const second = await rotate({ overlapSeconds: 600 });
    expect((await askToken(backend, second)).status).to.equal(200);
    expect((await askToken(backend, partner)).status).to.equal(200);
    now = new Date("2026-05-01T10:10:00Z");
    expect((await askToken(backend, partner)).status).to.equal(401);
    expect(await codeOf(partner.accessToken)).to.deep.equal({ status: 401, code: "BadRequest" });
    const { access_token: token } = (await askToken(backend, second)).json<{ access_token: string }>();
    const third = await rotate({});
    expect((await askToken(backend, second)).status).to.equal(401);
    expect(await codeOf(token)).to.deep.equal({ status: 401, code: "BadRequest" });
    expect((await askToken(backend, third)).status).to.equal(200);
  });

  it("end when the client is revoked or the partner is left", async () => {
    const [first, second] = [await owner.partner("Retailer"), await owner.partner("Caterer")];
    expect((await owner.ask("DELETE", `/clients/${first.clientId}`)).status).to.equal(204);
    expect((await owner.ask("DELETE", `/partners/${second.id}`)).status).to.equal(204);
    for (const partner of [first, second]) {
      expect((await askToken(backend, partner)).status).to.equal(401);
      expect(await codeOf(partner.accessToken)).to.deep.equal({ status: 401, code: "BadRequest" });
    }
    expectProblem(await owner.ask("POST", `/clients/${first.clientId}/rotate`, {}), 404, "exchange.unknown-client");
  });

  it("and secrets are stored nowhere as they are", async () => {
    const host = { url: "http://127.0.0.1:1", clientId: "we", clientSecret: "the secret of a host system" };
    const partner = await owner.partner("Retailer", { host });
    const tables = ["exchange_partners", "exchange_clients", "exchange_secrets", "exchange_tokens", "idempotency_keys"];
    for (const table of tables) {
      const { rows } = await backend.app.db.pool.query<{ text: string }>(`SELECT t::text AS text FROM ${table} t`);
      for (const { text } of rows)
        for (const secret of [partner.clientSecret, partner.accessToken, Buffer.from(host.clientSecret).toString("hex")])
          expect(text, table).to.not.include(secret);
    }
    expect((await owner.ask("GET", "/partners")).text).to.not.include(host.clientSecret);
  });

  it("are of no use to partners of others, nor for anything else", async () => {
    const other = await ownerOf(backend, "Fruit Kitchen");
    const partner = await owner.partner("Retailer", { products: [SALAD] });
    expectProblem(await other.ask("POST", `/clients/${partner.clientId}/rotate`, {}), 404, "exchange.unknown-client");
    expectProblem(await other.ask("PUT", `/partners/${partner.id}/products`, { productIds: [LETTUCE] }), 404, "exchange.unknown-partner");
    expectProblem(await backend.request("GET", "/api/exchange/partners", { token: partner.accessToken }), 401, "platform.unauthorised");
    expect((await backend.request("GET", "/pact/3/footprints", { token: owner.token })).status).to.equal(401);
  });

  it("are found by OpenID discovery", async () => {
    const found = (
      await backend.request("GET", "/pact/.well-known/openid-configuration", { headers: { "X-Forwarded-Proto": "https" } })
    ).json<{
      issuer: string;
      token_endpoint: string;
    }>();
    const base = backend.url.replace("http:", "https:");
    expect(found).to.include({ issuer: `${base}/pact`, token_endpoint: `${base}/pact/auth/token` });
  });

  it("travel over HTTPS alone, as a trusted proxy tells it", async () => {
    const partner = await owner.partner("Retailer");
    const headers = { "X-Forwarded-Proto": "http" };
    for (const path of ["/3/footprints", "/3/footprints/00000000-0000-0000-0000-000000000000", "/.well-known/openid-configuration"]) {
      const answer = await partner.ask("GET", path, { headers });
      expect([answer.status, answer.json<{ code: string }>().code], path).to.deep.equal([403, "AccessDenied"]);
      expect((await partner.ask("GET", path, { headers: { "X-Forwarded-Proto": "https" } })).status, path).to.be.oneOf([200, 404]);
    }
    const token = await backend.request("POST", "/pact/auth/token", {
      ...{ headers, text: "grant_type=client_credentials", type: "application/x-www-form-urlencoded" },
    });
    expect([token.status, token.json<{ error: string }>().error]).to.deep.equal([403, "invalid_request"]);
  });
});
