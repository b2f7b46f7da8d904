import type { AccessGrant, ApiKeyView, NewApiKey } from "@waybill/protocol/schemas/api/identity";
import { expect } from "chai";
import { issueToken } from "../../src/modules/identity/tokens.service.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { makeActor, observation } from "../support/events.ts";
import { accountOf, register } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { challengeOf, keysAlone, messageOf, signInAs } from "../support/sessions.ts";

const WISH = { name: "Scanner at dock 3", scopes: ["capture"], days: 30 };

describe("API keys", () => {
  let backend: TestBackend;
  let token: string;
  let now = new Date("2026-06-01T10:00:00Z");
  const pass = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000));
  before(async () => {
    backend = await startTestBackend({}, { clock: { now: () => now }, verifySignature: keysAlone });
    for (const name of ["farm", "rival"]) await register(backend, name);
  });
  beforeEach(async () => {
    await backend.app.db.pool.query("DELETE FROM api_tokens");
    token = (await signInAs(backend, "farm")).accessToken;
  });
  after(() => backend.stop());

  const make = (body: object = WISH, by = token) => backend.request("POST", "/api/keys", { body, token: by });
  const list = async () => (await backend.request("GET", "/api/keys", { token })).json<{ items: ApiKeyView[] }>().items;
  const state = (key: string) => backend.request("POST", "/epcis/events", { token: key, body: observation() });
  const prove = async (by: string, session = token) => {
    const message = messageOf(backend, await challengeOf(backend), by);
    const body = { message, signature: await accountOf(by).signMessage({ message }) };
    return backend.request("POST", "/api/sessions/current/proof", { body, token: session });
  };

  it("are shown once, kept as a hash, and act for the organisation as far as they are allowed to", async () => {
    const answer = await make();
    expect(answer.status, answer.text).to.equal(201);
    const { id, key, expiresAt } = answer.json<NewApiKey>();
    expect(key).to.match(new RegExp(`^waybill_${id}_[A-Za-z0-9_-]{43}[0-9a-f]{8}$`));
    expect(expiresAt).to.equal(new Date(now.getTime() + 30 * 86_400_000).toISOString());
    const { rows } = await backend.app.db.pool.query<{ row: string }>("SELECT t::text AS row FROM api_tokens t");
    expect(rows[0]?.row).not.to.include(key.slice(21, 64));
    expect((await state(key)).status).to.equal(201);
    expectProblem(await backend.request("GET", "/api/reports", { token: key }), 403, "platform.forbidden");
    expectProblem(await make(WISH, key), 403, "platform.forbidden");
    expect(await list()).to.deep.equal([
      { ...{ id, name: WISH.name, scopes: ["capture"], expiresAt }, createdAt: now.toISOString(), lastUsedAt: now.toISOString() },
    ]);
  });

  it("are known for mistyped by their checksum", async () => {
    const { key } = (await make()).json<NewApiKey>();
    const flipped = key.endsWith("0") ? "1" : "0";
    expect((await state(key.slice(0, -1) + flipped)).status).to.equal(401);
    const body = key.slice(0, 30) + (key[30] === "A" ? "B" : "A") + key.slice(31);
    expect((await state(body)).status).to.equal(401);
  });

  it("read reports while the organisation is registered, and no longer", async () => {
    const { key } = (await make({ ...WISH, scopes: ["reports"] })).json<NewApiKey>();
    const read = () => backend.request("GET", "/api/reports", { token: key });
    expect((await read()).status).to.equal(200);
    makeActor(backend, "farm", 1, now);
    expectProblem(await read(), 403, "platform.forbidden");
    // While the chain is read anew nobody knows.
    backend.chain.actors.delete(accountOf("farm").address);
    backend.chain.isUpToDate = false;
    expectProblem(await read(), 503, "platform.chain-not-read");
    backend.chain.isUpToDate = true;
    expectProblem(await read(), 403, "platform.forbidden");
    makeActor(backend, "farm");
  });

  it("end when they expire, and at once when they are revoked, by their own organisation alone", async () => {
    const [first, second] = [(await make()).json<NewApiKey>(), (await make()).json<NewApiKey>()];
    const rival = (await signInAs(backend, "rival")).accessToken;
    const revoke = (id: string, by: string) => backend.request("DELETE", `/api/keys/${id}`, { token: by });
    expectProblem(await revoke(first.id, rival), 404, "identity.unknown-key");
    expect((await revoke(first.id, token)).status).to.equal(204);
    expect((await state(first.key)).status).to.equal(401);
    expectProblem(await revoke(first.id, token), 404, "identity.unknown-key");
    expect((await list()).map(({ id }) => id)).to.deep.equal([second.id]);
    pass(30 * 86_400);
    expect((await state(second.key)).status).to.equal(401);
  });

  it("are none of the operator's, which the organisation in whose name they are cannot end", async () => {
    const operators = await issueToken({ ...backend.app, tx: backend.app.db.dataSource.manager }, accountOf("farm").address, {
      scopes: ["audit"],
    });
    expectProblem(await backend.request("DELETE", `/api/keys/${operators.id}`, { token }), 404, "identity.unknown-key");
    expect((await backend.request("GET", "/api/audit", { token: operators.token })).status).to.equal(200);
  });

  it("are replaced by one for the same, and stay good for the overlap", async () => {
    const old = (await make()).json<NewApiKey>();
    const rotate = (id: string, overlapHours: number) =>
      backend.request("POST", `/api/keys/${id}/rotation`, { body: { overlapHours }, token });
    const fresh = (await rotate(old.id, 1)).json<NewApiKey>();
    expect(fresh.expiresAt).to.equal(old.expiresAt);
    expect((await list()).map(({ name }) => name)).to.deep.equal([WISH.name, WISH.name]);
    pass(3_599);
    for (const { key } of [old, fresh]) expect((await state(key)).status).to.be.oneOf([200, 201]);
    pass(1);
    expect((await state(old.key)).status).to.equal(401);
    expect((await state(fresh.key)).status).to.be.oneOf([200, 201]);
    token = (await signInAs(backend, "farm")).accessToken;
    await rotate(fresh.id, 0);
    expect((await state(fresh.key)).status).to.equal(401);
    expectProblem(await rotate(fresh.id, 0), 404, "identity.unknown-key");
  });

  it("are made by somebody who proved within five minutes who it is, and nobody else's proof counts", async () => {
    pass(300);
    const refused = await make();
    expectProblem(refused, 401, "platform.step-up-required");
    expect(refused.headers.get("www-authenticate")).to.include('error="insufficient_user_authentication", max_age=300');
    expectProblem(await prove("rival"), 403, "identity.other-person");
    expectProblem(await make(), 401, "platform.step-up-required");
    expect(await list()).to.deep.equal([]);
    const proven = await prove("farm");
    expect(proven.status, proven.text).to.equal(200);
    // What the session had before shows no proof.
    expect((await make()).status).to.equal(401);
    token = proven.json<AccessGrant>().accessToken;
    expect((await make()).status).to.equal(201);
  });

  it("are a hundred at most, of people who act for an organisation, and bounded in every member", async () => {
    const nobody = (await signInAs(backend, "nobody")).accessToken;
    expectProblem(await make(WISH, nobody), 403, "platform.forbidden");
    for (const [wrong, pointer] of [
      [{ name: " " }, "/name"],
      [{ name: "x".repeat(81) }, "/name"],
      [{ scopes: [] }, "/scopes"],
      [{ scopes: ["everything"] }, "/scopes/0"],
      [{ days: 366 }, "/days"],
      [{ days: 0.5 }, "/days"],
    ] as const) {
      const answer = await make({ ...WISH, ...wrong });
      expectProblem(answer, 400, "platform.bad-request");
      expect(answer.json<{ errors: { pointer: string }[] }>().errors[0]?.pointer).to.equal(pointer);
    }
    for (let made = 0; made < 100; made++) await make();
    expectProblem(await make(), 409, "identity.too-many-keys");
    expect(await list()).to.have.length(100);
  });
});
