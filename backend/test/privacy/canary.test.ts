import { randomBytes } from "node:crypto";
import type { Me } from "@waybill/protocol/schemas/api/identity";
import { expect } from "chai";
import { symbols } from "pino";
import { run } from "../../src/cli/person.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { captureSigned, LOT, observation } from "../support/events.ts";
import { installationToken } from "../support/installation.ts";
import { register } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { wholeSession } from "../support/second-factor.ts";
import { keysAlone, signInAs } from "../support/sessions.ts";
import { waitFor } from "../support/wait-for.ts";

/** A word that stands nowhere by chance, in whatever somebody tells about itself. */
const CANARY = `canary${randomBytes(6).toString("hex")}`;
const EMAIL = `${CANARY}@farm.example`;
const PASSWORD = `${CANARY} horse battery`;

describe("what people tell about themselves", () => {
  let backend: TestBackend;
  let owner = "";
  const lines: string[] = [];
  before(async () => {
    backend = await startTestBackend({}, { verifySignature: keysAlone });
    // Children of the logger write to the same stream.
    const stream = (backend.app.log as unknown as Record<symbol, { write(line: string): void }>)[symbols.streamSym];
    if (stream === undefined) throw new Error("the logger has no stream");
    stream.write = (line) => void lines.push(line);
    backend.app.log.level = "trace";
    await register(backend, "farm");
    await captureSigned(backend, observation(), "farm");
    owner = (await signInAs(backend, "farm")).accessToken;
  });
  after(() => backend.stop());

  const post = (path: string, body: object, token?: string) => backend.request("POST", path, { body, ...(token && { token }) });
  const report = () =>
    post("/api/reports", {
      subject: LOT,
      kind: "spoiled",
      text: "It was warm.",
      contact: EMAIL,
      contactConsent: 1,
      nonce: `0x${randomBytes(32).toString("hex")}`,
    });
  async function order(admin: string, token: string) {
    const price = { minor: 1190, currency: "EUR" };
    const rates = { standard: 1900, reduced: 700, books: 700, zero: 0 };
    const article = { title: "Book", kind: "book", price, taxClass: "books" };
    await backend.request("PUT", "/api/articles/09506000134352", { token: admin, headers: { "If-Match": "0" }, body: article });
    await backend.request("PUT", "/api/delivery-terms/DE", { token: admin, body: { shipping: [price], rates } });
    const receipt = { warehouse: "alpha", gtin: "09506000134352", lot: null, expiry: null, quantity: 1 };
    const received = await backend.request("POST", "/api/stock/receipts", {
      ...{ token: admin, headers: { "Idempotency-Key": "receipt" }, body: receipt },
    });
    expect(received.status, received.text).to.equal(201);
    const lines = [{ gtin: "09506000134352", quantity: 1 }];
    const delivery = { name: `Ann ${CANARY}`, lines: [`1 ${CANARY} Lane`], postcode: "10115", city: "Berlin", country: "DE" };
    const asked = (body: object) =>
      backend.request("POST", "/api/orders", { token, headers: { "Idempotency-Key": "order" }, body: { lines, delivery, ...body } });
    expect((await asked({})).status).to.equal(400);
    return asked({ payment: { token: "sandbox:approve" } });
  }
  const sql = (text: string) => backend.owner.query(text);

  /** Rows of all tables, of the queue's as well, that hold the word in clear or as bytes. */
  async function tablesThatTell(): Promise<string[]> {
    const { rows } = await backend.app.db.pool.query<{ name: string }>(
      "SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_schema IN ('public', 'graphile_worker') AND table_type = 'BASE TABLE'",
    );
    expect(rows.length).to.be.greaterThan(60);
    const told: string[] = [];
    for (const { name } of rows) {
      const found = await backend.app.db.pool.query(`SELECT FROM ${name} AS t WHERE lower(t::text) ~ $1 LIMIT 1`, [
        `${CANARY}|${Buffer.from(CANARY).toString("hex")}`,
      ]);
      if (found.rowCount !== 0) told.push(name);
    }
    return told;
  }

  it("stand in no log line, in no row of any table, and in nothing for the chain, through good and bad requests", async () => {
    const invitation = (await post("/api/invitations", {}, owner)).json<{ token: string }>().token;
    const person = { invitation, email: EMAIL, password: PASSWORD };
    expectProblem(await post("/api/people", { ...person, password: EMAIL }), 422, "identity.weak-password");
    const joined = await post("/api/people", person);
    expect(joined.status, joined.text).to.equal(201);
    const { accessToken: token, app } = await wholeSession(backend, joined);
    expectProblem(await post("/api/sessions/password", { email: EMAIL, password: "another one" }), 401, "identity.wrong-password");
    const code = app.recoveryCodes[0];
    expect((await post("/api/sessions/password", { email: EMAIL, password: PASSWORD, code })).status).to.equal(201);
    expect((await backend.request("GET", `/api/me?email=${EMAIL}`, { token })).text).to.include(EMAIL);
    expect((await backend.request("GET", "/api/me/export", { token })).text).to.include(EMAIL);
    const consent = "/api/me/consents/address-to-organisation";
    const members = async () => (await backend.request("GET", "/api/members", { token: owner })).text;
    expect(await members()).not.to.include(CANARY);
    expect((await backend.request("PUT", consent, { token, body: { version: 1 } })).status).to.equal(204);
    expect(await members()).to.include(EMAIL);
    expect((await backend.request("DELETE", consent, { token })).status).to.equal(204);
    const admin = await installationToken(backend, "admin");
    const { person: id } = (await backend.request("GET", "/api/me", { token })).json<Me>();
    const asked = (path: string) => backend.request("GET", `/api/installation/${path}`, { token: admin });
    for (const path of ["people", "sessions", "roles", `persons/${id}/reach`])
      expect((await asked(path)).text, path).not.to.include(CANARY);
    expect((await asked(`persons/${id}/email`)).text).to.include(EMAIL);
    expect((await backend.request("POST", "/api/installation/persons/lookup", { token: admin, body: { named: EMAIL } })).status).to.equal(
      200,
    );
    const reported = await report();
    expect(reported.status).to.equal(201);
    expect((await backend.request("GET", "/api/reports", { token: owner })).text).to.include(EMAIL);
    const { number } = reported.json<{ number: string }>();
    expect((await post("/api/reports/contact-withdrawal", { number })).status).to.equal(204);
    expect((await report()).status).to.equal(201);
    for (const text of [`{"email": "${EMAIL}"`, JSON.stringify({ email: EMAIL }), JSON.stringify([EMAIL])])
      expect((await backend.request("POST", "/api/sessions/password", { text })).status).to.equal(400);
    const placed = await order(admin, token);
    expect(placed.status, placed.text).to.equal(202);
    const { id: orderId } = placed.json<{ id: string }>();
    await waitFor("the order", async () => {
      const { text } = await backend.request("GET", `/api/orders/${orderId}`, { token: admin });
      expect(text).to.include(CANARY);
      return text.includes('"state":"authorised"') ? true : undefined;
    });
    expect((await backend.request("POST", `/api/orders/${orderId}/cancellation`, { token })).text).to.include(CANARY);
    const headers = { "Idempotency-Key": "once" };
    const put = { headers, token, body: { current: PASSWORD, password: `${PASSWORD} 2` } };
    expect((await backend.request("PUT", "/api/me/password", put)).status).to.equal(204);
    const sink = { stdout: { write: () => true }, stderr: { write: () => true } };
    const env = { DATABASE_URL: backend.app.config.databaseUrl.reveal(), WAYBILL_HOME: backend.app.config.home };
    expect(await run(["hold", EMAIL, "--reason", `Asked by the court about ${EMAIL}`], { ...sink, env })).to.equal(0);

    expect(lines.length).to.be.greaterThan(10);
    expect(lines.filter((line) => line.includes(CANARY))).to.deep.equal([]);
    expect(await tablesThatTell()).to.deep.equal([]);
    expect(JSON.stringify(backend.chain.relayed)).not.to.include(CANARY);
  });

  it("stand in no log line of a failure of the database, either", async () => {
    const invitation = (await post("/api/invitations", {}, owner)).json<{ token: string }>().token;
    const before = lines.length;
    await sql("ALTER TABLE person_passwords ADD CONSTRAINT nobody CHECK (hash = '') NOT VALID");
    await sql("ALTER TABLE reports ADD CONSTRAINT nothing CHECK (text = '') NOT VALID");
    try {
      const failed = [await post("/api/people", { invitation, email: `2${EMAIL}`, password: PASSWORD }), await report()];
      for (const answer of failed) {
        expect(answer.status).to.equal(500);
        expect(answer.text).not.to.include(CANARY);
      }
    } finally {
      await sql("ALTER TABLE person_passwords DROP CONSTRAINT nobody");
      await sql("ALTER TABLE reports DROP CONSTRAINT nothing");
    }
    const written = lines.slice(before).join("");
    expect(written).to.include("nobody").and.to.include("nothing");
    expect(written).not.to.include(CANARY);
    expect(written, "what the person wrote").not.to.include("It was warm.");
  });
});
