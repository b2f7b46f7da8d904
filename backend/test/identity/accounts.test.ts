import type { Me } from "@waybill/protocol/schemas/api/identity";
import type { PasskeyCreation, PasskeyRequest, PasskeyView } from "@waybill/protocol/schemas/api/passkeys";
import { expect } from "chai";
import { readdirSync } from "node:fs";
import { createAuthenticator, type Authenticator, type Deviation } from "../support/authenticator.ts";
import { startTestBackend, type Answer, type TestBackend } from "../support/backend.ts";
import { expectProblem } from "../support/problem.ts";
import { keysAlone, signedOf, signInAs } from "../support/sessions.ts";

/** One proxy in front, which says from where a request comes. */
const BEHIND_PROXY = { TRUST_PROXY: "127.0.0.1" };

describe("accounts that a passkey opens", () => {
  let backend: TestBackend;
  let origin: string;
  /** Each test comes from a network of its own. */
  let network = 0;
  let now = new Date("2026-06-01T10:00:00Z");
  before(async () => {
    backend = await startTestBackend(BEHIND_PROXY, { clock: { now: () => now }, verifySignature: keysAlone });
    origin = backend.url.replace("127.0.0.1", "localhost");
  });
  beforeEach(() => void network++);
  after(() => backend.stop());

  const post = (path: string, body: object, token?: string, address = `198.51.100.${network}`) =>
    backend.request("POST", path, { body, headers: { "X-Forwarded-For": address }, ...(token && { token }) });
  const asked = async (body: { name?: string } = {}): Promise<PasskeyCreation> => {
    const answer = await post("/api/accounts/options", body);
    expect(answer.status, answer.text).to.equal(201);
    return answer.json<PasskeyCreation>();
  };
  const make = async (authenticator: Authenticator, deviation: Deviation = {}) =>
    post("/api/accounts", { passkey: authenticator.create(await asked(), deviation) });
  const made = async (authenticator = createAuthenticator(origin)) => {
    const answer = await make(authenticator);
    expect(answer.status, answer.text).to.equal(201);
    return { authenticator, ...signedOf(answer) };
  };
  const me = async (token: string) => (await backend.request("GET", "/api/me", { token })).json<Me>();
  const signIn = async (authenticator: Authenticator): Promise<Answer> =>
    post("/api/sessions/passkey", { passkey: authenticator.get((await post("/api/sessions/passkey/options", {})).json<PasskeyRequest>()) });
  const count = async (table: string) =>
    (await backend.app.db.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n;
  /** What a refused request must not have changed. */
  const kept = async () => ({
    ...{ persons: await count("persons"), passkeys: await count("passkeys"), sessions: await count("sessions") },
    keys: readdirSync(backend.app.config.personal.dataKeys).length,
  });

  it("are those of a customer and of nothing else, who is signed in at once and signs in by the same passkey", async () => {
    const { authenticator, accessToken } = await made();
    const own = await me(accessToken);
    expect(own).to.deep.include({ wallets: [], email: null, organisation: null, roles: ["customer"], installationRoles: [] });
    expect(own).to.deep.include({ hasPasskey: true, needsSecondFactor: false, methods: ["hwk", "user"] });
    expect(await me(signedOf(await signIn(authenticator)).accessToken)).to.include({ person: own.person });
    const bought = await backend.request("PUT", "/api/cart", {
      body: { lines: [] },
      token: accessToken,
      headers: { "If-Match": '"0"' },
    });
    expect(bought.status, bought.text).to.equal(200);
    for (const path of ["/api/installation/people", "/api/members", "/api/keys", "/api/warehouses"])
      expect((await backend.request("GET", path, { token: accessToken })).status, path).to.equal(403);
    const { rows } = await backend.app.db.pool.query<{ details: object }>(
      "SELECT details FROM audit_entries WHERE action = 'person.signed-up' AND subject = $1",
      [own.person],
    );
    expect(rows).to.deep.equal([{ details: { synced: false } }]);
  });

  it("ask the device to keep the passkey and to know its owner, under a name that it lists and the server forgets", async () => {
    const named = await asked({ name: "Ann's groceries" });
    expect(named.user).to.deep.include({ name: "Ann's groceries", displayName: "Ann's groceries" });
    expect(named.authenticatorSelection).to.deep.equal({ residentKey: "required", userVerification: "required" });
    expect(named).to.deep.include({ excludeCredentials: [], attestation: "none" });
    expect((await asked()).user.name).to.equal("Waybill account");
    const answer = await post("/api/accounts", { passkey: createAuthenticator(origin).create(named) });
    const { accessToken } = signedOf(answer);
    expect(Buffer.from(named.user.id, "base64url").toString()).to.equal((await me(accessToken)).person);
    const given = await backend.request("GET", "/api/me/export", { token: accessToken });
    expect(given.status).to.equal(200);
    expect(given.text).to.include("a program").and.not.to.include("groceries");
    for (const name of ["", " ", "x".repeat(65), 7])
      expect((await post("/api/accounts/options", { name })).status, String(name)).to.equal(400);
  });

  it("are not made of what was made elsewhere, unverified, attested, or kept by no device, and then nothing is kept", async () => {
    const before = await kept();
    const refusals: [Deviation, RegExp][] = [
      [{ origin: "https://evil.example" }, /origin is not an address of this installation/],
      [{ rpId: "evil.example" }, /RP ID/],
      [{ crossOrigin: true }, /inside a page of somebody else/],
      [{ isVerified: false }, /[Uu]ser verification/],
      [{ type: "webauthn.get" }, /type is not webauthn.create/],
      [{ format: "tpm" }, /brings an attestation/],
    ];
    for (const [deviation, reason] of refusals) {
      const answer = await make(createAuthenticator(origin), deviation);
      expectProblem(answer, 403, "identity.wrong-passkey");
      expect(answer.json<{ errors: { message: string }[] }>().errors[0]?.message, JSON.stringify(deviation)).to.match(reason);
    }
    const fleeting = createAuthenticator(origin).create(await asked());
    const unkept = await post("/api/accounts", { passkey: { ...fleeting, clientExtensionResults: { credProps: { rk: false } } } });
    expectProblem(unkept, 403, "identity.wrong-passkey");
    expect((await post("/api/accounts", {})).status).to.equal(400);
    expect((await post("/api/accounts", { passkey: fleeting, role: "admin" })).status).to.equal(400);
    expect(await kept()).to.deep.equal(before);
  });

  it("answer a challenge that was given for it, once, within five minutes", async () => {
    const options = await asked();
    const answers = await Promise.all([1, 2, 3].map(() => post("/api/accounts", { passkey: createAuthenticator(origin).create(options) })));
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 403, 403]);
    const before = await kept();
    const refused = async (challenge: PasskeyCreation) =>
      expectProblem(
        await post("/api/accounts", { passkey: createAuthenticator(origin).create(challenge) }),
        403,
        "identity.challenge-used",
      );
    await refused(options);
    await refused({ ...options, challenge: "A".repeat(43) });
    const { accessToken } = await made();
    await refused((await post("/api/me/passkeys/options", {}, accessToken)).json<PasskeyCreation>());
    const old = await asked();
    now = new Date(now.getTime() + 300_000);
    await refused(old);
    expect((await kept()).persons).to.equal((before.persons ?? 0) + 1);
  });

  it("are one for each passkey, however many are asked for at once", async () => {
    const authenticator = createAuthenticator(origin);
    const options = [await asked(), await asked(), await asked()];
    const before = await kept();
    const answers = await Promise.all(options.map((one) => post("/api/accounts", { passkey: authenticator.create(one) })));
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409, 409]);
    for (const answer of answers.filter(({ status }) => status === 409)) expectProblem(answer, 409, "identity.passkey-taken");
    const grown = Object.fromEntries(Object.entries(before).map(([what, n]) => [what, (n ?? 0) + 1]));
    expect(await kept()).to.deep.equal(grown);
  });

  it("get their owner back in by a second passkey, and never lose the last", async () => {
    const { accessToken, authenticator } = await made();
    const passkeys = async () =>
      (await backend.request("GET", "/api/me/passkeys", { token: accessToken })).json<{ items: PasskeyView[] }>().items;
    const [first] = await passkeys();
    const remove = () => backend.request("DELETE", `/api/me/passkeys/${first?.id}`, { token: accessToken });
    expectProblem(await remove(), 409, "identity.last-way-in");
    const second = createAuthenticator(origin);
    const options = (await post("/api/me/passkeys/options", {}, accessToken)).json<PasskeyCreation>();
    expect(options.user.name).to.equal("Waybill account");
    expect((await post("/api/me/passkeys", { passkey: second.create(options) }, accessToken)).status).to.equal(201);
    expect((await remove()).status).to.equal(204);
    expectProblem(await signIn(authenticator), 403, "identity.unregistered-passkey");
    expect(await me(signedOf(await signIn(second)).accessToken)).to.include({ person: (await me(accessToken)).person });
  });

  it("are erased whole by their owner: the passkey opens nothing any more, and can begin another account", async () => {
    const { accessToken, authenticator } = await made();
    const { person } = await me(accessToken);
    expect((await backend.request("DELETE", "/api/me", { token: accessToken })).status).to.equal(204);
    expectProblem(await signIn(authenticator), 403, "identity.unregistered-passkey");
    for (const table of ["passkeys", "passkey_challenges", "sessions"])
      expect((await backend.app.db.pool.query(`SELECT FROM ${table} WHERE person_id = $1`, [person])).rowCount, table).to.equal(0);
    expect((await me((await made(authenticator)).accessToken)).person).not.to.equal(person);
  });

  it("are thirty in an hour from one network, and others can still make theirs", async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 31; n++) statuses.push((await post("/api/accounts", {})).status);
    expect(statuses).to.deep.equal([...Array<number>(30).fill(400), 429]);
    expect((await post("/api/accounts", {}, undefined, "203.0.113.9")).status).to.equal(400);
  });
});

describe("an installation with SIGN_UP=off", () => {
  let backend: TestBackend;
  before(async () => void (backend = await startTestBackend({ SIGN_UP: "off" }, { verifySignature: keysAlone })));
  after(() => backend.stop());

  it("says so, gives accounts to nobody, and lets wallets in as ever", async () => {
    expect((await backend.request("GET", "/api/config")).json()).to.include({ signUp: "off" });
    expectProblem(await backend.request("POST", "/api/accounts/options", { body: {} }), 403, "identity.sign-up-closed");
    const passkey = createAuthenticator(backend.url).create({ challenge: "A".repeat(43), user: { id: "AA", name: "", displayName: "" } });
    expectProblem(await backend.request("POST", "/api/accounts", { body: { passkey } }), 403, "identity.sign-up-closed");
    expect((await backend.app.db.pool.query("SELECT FROM persons")).rowCount).to.equal(0);
    expect((await signInAs(backend, "farm")).accessToken).to.be.a("string");
  });
});
