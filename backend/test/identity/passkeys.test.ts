import type { AccessGrant, Me, SessionView } from "@waybill/protocol/schemas/api/identity";
import type { PasskeyCreation, PasskeyProof, PasskeyRequest, PasskeyView } from "@waybill/protocol/schemas/api/passkeys";
import { expect } from "chai";
import { applyRetention } from "../../src/modules/privacy/apply-retention.ts";
import { createAuthenticator, type Authenticator, type Deviation } from "../support/authenticator.ts";
import { startTestBackend, type Answer, type TestBackend } from "../support/backend.ts";
import { emptyTables } from "../support/databases.ts";
import { register } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { keysAlone, refresh, signedOf, signInAs } from "../support/sessions.ts";

const CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36";
const ANN = { email: "ann@farm.example", password: "correct horse battery staple" };

describe("passkeys", () => {
  let backend: TestBackend;
  let origin: string;
  let owner: string;
  let now = new Date("2026-06-01T10:00:00Z");
  const pass = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000));
  before(async () => {
    backend = await startTestBackend({}, { clock: { now: () => now }, verifySignature: keysAlone });
    origin = backend.url.replace("127.0.0.1", "localhost");
    for (const name of ["farm", "rival"]) await register(backend, name);
  });
  beforeEach(async () => {
    await emptyTables(backend.owner, [
      "passkeys",
      "passkey_challenges",
      "memberships",
      "invitations",
      "person_passwords",
      "person_totp",
      "sessions",
      "refresh_tokens",
    ]);
    owner = (await signInAs(backend, "farm")).accessToken;
  });
  after(() => backend.stop());

  const sql = (text: string) => backend.app.db.pool.query<Record<string, unknown>>(text);
  /** The newest entries of the audit log about people, the newest first. */
  const acts = async (count: number) =>
    (
      await sql(
        `SELECT action, outcome, subject, details FROM audit_entries WHERE stream = 'identity' ORDER BY sequence DESC LIMIT ${count}`,
      )
    ).rows;
  const post = (path: string, body: object, token?: string) =>
    backend.request("POST", path, { body, headers: { "User-Agent": CHROME }, ...(token && { token }) });
  const asked = async <Options = PasskeyRequest>(path: string, token?: string): Promise<Options> => {
    const answer = await post(path, {}, token);
    expect(answer.status, answer.text).to.equal(201);
    return answer.json<Options>();
  };
  const creation = (token = owner) => asked<PasskeyCreation>("/api/me/passkeys/options", token);
  const keep = (passkey: object, token = owner) => post("/api/me/passkeys", { passkey }, token);
  const add = async (token = owner, options: { isSynced?: boolean } = {}) => {
    const authenticator = createAuthenticator(origin, options);
    const kept = await keep(authenticator.create(await creation(token)), token);
    expect(kept.status, kept.text).to.equal(201);
    return { authenticator, view: kept.json<PasskeyView>() };
  };
  const request = () => asked("/api/sessions/passkey/options");
  const send = (passkey: PasskeyProof) => post("/api/sessions/passkey", { passkey });
  const signIn = async (authenticator: Authenticator, deviation: Deviation = {}) => send(authenticator.get(await request(), deviation));
  const tokenIn = (answer: Answer) => answer.json<AccessGrant>().accessToken;
  const me = async (token: string) => (await backend.request("GET", "/api/me", { token })).json<Me>();
  const list = async (token = owner) =>
    (await backend.request("GET", "/api/me/passkeys", { token })).json<{ items: PasskeyView[] }>().items;
  const remove = (id: string, token = owner) => backend.request("DELETE", `/api/me/passkeys/${id}`, { token });
  const prove = (passkey: PasskeyProof, token = owner) => post("/api/sessions/current/proof", { passkey }, token);
  const proof = (token = owner) => asked("/api/sessions/current/proof/options", token);
  const reasonOf = (answer: Answer) => {
    expectProblem(answer, 403, "identity.wrong-passkey");
    return answer.json<{ errors: { message: string }[] }>().errors[0]?.message;
  };
  const join = async (): Promise<string> => {
    const { token } = (await post("/api/invitations", {}, owner)).json<{ token: string }>();
    return tokenIn(await post("/api/people", { invitation: token, ...ANN }));
  };

  describe("are added, named and removed by their owner", () => {
    it("after a fresh proof, verified by finger, face or PIN, and listed with their use", async () => {
      expect(await me(owner)).to.include({ hasPasskey: false });
      const options = await creation();
      expect(options).to.deep.include({ rp: { name: "Waybill" }, excludeCredentials: [], attestation: "none" });
      expect(options.authenticatorSelection).to.deep.equal({ residentKey: "preferred", userVerification: "required" });
      expect(Buffer.from(options.user.id, "base64url").toString()).to.equal((await me(owner)).person);
      const { authenticator, view } = await add();
      expect(view).to.deep.include({ name: "Chrome on Linux", credential: authenticator.id, isSynced: false, isDiscoverable: true });
      expect(view.lastUsedAt).to.equal(null);
      expect((await creation()).excludeCredentials).to.deep.equal([{ id: authenticator.id, type: "public-key", transports: ["internal"] }]);
      pass(60);
      expect((await signIn(authenticator)).status).to.equal(201);
      expect(await list()).to.deep.equal([{ ...view, lastUsedAt: now.toISOString() }]);
      expect(await me(owner)).to.include({ hasPasskey: true });
      pass(300);
      expectProblem(await post("/api/me/passkeys/options", {}, owner), 401, "platform.step-up-required");
      expectProblem(await keep(authenticator.create(options)), 401, "platform.step-up-required");
      expectProblem(await remove(view.id), 401, "platform.step-up-required");
    });

    it("under another name, and not by others", async () => {
      const { view } = await add();
      const rename = (name: string, token = owner) => backend.request("PUT", `/api/me/passkeys/${view.id}`, { body: { name }, token });
      expect((await rename("Phone")).status).to.equal(204);
      expect((await list())[0]?.name).to.equal("Phone");
      expect((await rename(" ")).status).to.equal(400);
      const thief = (await signInAs(backend, "thief")).accessToken;
      expectProblem(await rename("Mine", thief), 404, "identity.unknown-passkey");
      expectProblem(await remove(view.id, thief), 404, "identity.unknown-passkey");
      expect(await list(thief)).to.deep.equal([]);
    });

    it("and open nothing afterwards, neither by themselves nor in sessions elsewhere", async () => {
      const { authenticator, view } = await add();
      const elsewhere = signedOf(await signIn(authenticator));
      expect((await remove(view.id)).status).to.equal(204);
      expect((await refresh(backend, elsewhere.cookie)).status).to.equal(401);
      expectProblem(await signIn(authenticator), 403, "identity.unregistered-passkey");
      expectProblem(await remove(view.id), 404, "identity.unknown-passkey");
      const other = await add();
      const [opened, removed] = await Promise.all([signIn(other.authenticator), remove(other.view.id)]);
      expect(removed.status).to.equal(204);
      if (opened.status === 201) expect((await refresh(backend, signedOf(opened).cookie)).status).to.equal(401);
      else expectProblem(opened, 403, "identity.unregistered-passkey");
    });

    it("unless one is the last way in of somebody without wallet and password", async () => {
      const token = await join();
      const [first, second] = [await add(token), await add(token)];
      await sql("DELETE FROM person_passwords");
      expect((await remove(first.view.id, token)).status).to.equal(204);
      expectProblem(await remove(second.view.id, token), 409, "identity.last-way-in");
      const third = await add(token);
      await sql(`UPDATE passkeys SET is_discoverable = false WHERE id = '${third.view.id}'`);
      expectProblem(await remove(second.view.id, token), 409, "identity.last-way-in");
      const both = [await add(token), second].map(({ view }) => remove(view.id, token));
      expect((await Promise.all(both)).map(({ status }) => status).sort()).to.deep.equal([204, 409]);
    });

    it("once each, and twenty at most", async () => {
      const { authenticator } = await add();
      const thief = (await signInAs(backend, "thief")).accessToken;
      expectProblem(await keep(authenticator.create(await creation(thief)), thief), 409, "identity.passkey-taken");
      await sql(`INSERT INTO passkeys (id, person_id, credential_id, public_key, counter, transports, is_synced, is_discoverable, name_sealed, created_at)
        SELECT id || n, person_id, credential_id || n, public_key, counter, transports, is_synced, is_discoverable, name_sealed, created_at
        FROM passkeys, generate_series(1, 19) AS n`);
      const one = createAuthenticator(origin);
      expectProblem(await keep(one.create(await creation())), 409, "identity.too-many-passkeys");
    });

    it("with an entry in the audit log for each act, and nothing personal in it", async () => {
      const { authenticator, view } = await add();
      await signIn(authenticator);
      await backend.request("PUT", `/api/me/passkeys/${view.id}`, { body: { name: "Ann's phone" }, token: owner });
      await remove(view.id);
      const rows = await acts(4);
      expect(rows.map(({ action }) => action)).to.deep.equal(["passkey.removed", "passkey.renamed", "session.opened", "passkey.added"]);
      expect(rows[2]?.["details"]).to.deep.equal({ how: "hwk user" });
      expect(JSON.stringify(rows)).not.to.include("Ann").and.not.to.include(authenticator.id);
    });
  });

  describe("sign in", () => {
    it("whoever they belong to, asking for no name, for the organisation of its wallet", async () => {
      const options = await request();
      expect(options).to.deep.include({ allowCredentials: [], userVerification: "required" });
      const { authenticator } = await add();
      const answer = await signIn(authenticator);
      expect(answer.status, answer.text).to.equal(201);
      const { accessToken, cookie } = signedOf(answer);
      expect(await me(accessToken)).to.deep.include({
        methods: ["hwk", "user"],
        roles: ["customer", "admin", "supplier"],
        holdsWallet: true,
      });
      expect((await me(accessToken)).person).to.equal((await me(owner)).person);
      expect((await refresh(backend, cookie)).status).to.equal(200);
      const sessions = (await backend.request("GET", "/api/sessions", { token: accessToken })).json<{ items: SessionView[] }>().items;
      expect(sessions.map(({ beganBy, device }) => [beganBy, device])).to.have.deep.members([
        ["passkey", "Chrome on Linux"],
        ["wallet", "a program"],
      ]);
    });

    it("people without a wallet too, past their authenticator app, for the organisation joined last", async () => {
      const { authenticator } = await add(await join(), { isSynced: true });
      await sql("INSERT INTO person_totp (person_id, secret, confirmed_at) SELECT person_id, '', now() FROM person_passwords");
      expectProblem(await post("/api/sessions/password", ANN), 401, "identity.code-needed");
      for (let time = 0; time < 2; time++) {
        const token = tokenIn(await signIn(authenticator));
        expect(await me(token)).to.deep.include({ email: ANN.email, methods: ["swk", "user"], holdsWallet: false });
        expect((await me(token)).organisation?.name).to.equal("farm");
      }
    });

    it("with a challenge of ours that is used once, within five minutes, also when the answer is wrong", async () => {
      const { authenticator } = await add();
      const options = await request();
      const answers = await Promise.all([1, 2, 3].map(() => send(authenticator.get(options))));
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 403, 403]);
      expectProblem(await send(authenticator.get(options)), 403, "identity.challenge-used");
      const burnt = await request();
      reasonOf(await send(authenticator.get(burnt, { isVerified: false })));
      expectProblem(await send(authenticator.get(burnt)), 403, "identity.challenge-used");
      const old = await request();
      pass(300);
      expectProblem(await send(authenticator.get(old)), 403, "identity.challenge-used");
      expectProblem(await send(authenticator.get({ challenge: "A".repeat(43) })), 403, "identity.challenge-used");
      pass(1);
      await applyRetention(backend.app);
      expect((await sql("SELECT FROM passkey_challenges")).rows).to.deep.equal([]);
    });

    it("on pages of this installation, of its host, and verified", async () => {
      const { authenticator } = await add();
      const refusals: [Deviation, RegExp][] = [
        [{ origin: "https://evil.example" }, /origin is not an address of this installation/],
        [{ origin: `${origin}.evil.example` }, /origin is not an address of this installation/],
        [{ crossOrigin: true }, /inside a page of somebody else/],
        [{ rpId: "evil.example" }, /RP ID/],
        [{ rpId: "127.0.0.1" }, /RP ID/],
        [{ isVerified: false }, /[Uu]ser verification/],
        [{ type: "webauthn.create" }, /type is not webauthn.get/],
        [{ userHandle: undefined }, /not kept for the person/],
        [{ userHandle: "c29tZWJvZHkgZWxzZQ" }, /not kept for the person/],
      ];
      for (const [deviation, reason] of refusals)
        expect(reasonOf(await signIn(authenticator, deviation)), JSON.stringify(deviation)).to.match(reason);
      expect((await signIn(authenticator)).status).to.equal(201);
    });

    it("by their own signature over all that was said", async () => {
      const { authenticator } = await add();
      const stranger = createAuthenticator(origin);
      stranger.create(await creation());
      expectProblem(await signIn(stranger), 403, "identity.unregistered-passkey");
      const forged = async (change: (response: PasskeyProof["response"]) => Partial<PasskeyProof["response"]>) => {
        const answer = authenticator.get(await request());
        return reasonOf(await send({ ...answer, response: { ...answer.response, ...change(answer.response) } }));
      };
      const foreign = stranger.get(await request()).response.signature;
      expect(await forged(() => ({ signature: foreign }))).to.match(/signature is not of this passkey/);
      expect(await forged(() => ({ signature: "AAAA" }))).to.be.a("string");
      const countedOn = (data: string) => {
        const bytes = Buffer.from(data, "base64url");
        bytes.writeUInt32BE(4_000_000_000, 33);
        return bytes.toString("base64url");
      };
      expect(await forged(({ authenticatorData }) => ({ authenticatorData: countedOn(authenticatorData) }))).to.match(/signature is not/);
      expect(await forged(() => ({ authenticatorData: "AAAA" }))).to.be.a("string");
      expect(await forged(() => ({ clientDataJSON: "AAAA" }))).to.equal("it is no client data");
      expect((await signIn(authenticator)).status).to.equal(201);
    });

    it("never with a counter that went back or stood still, which is recorded", async () => {
      const { authenticator, view } = await add();
      expect((await signIn(authenticator, { counter: 7 })).status).to.equal(201);
      for (const counter of [7, 6, 0]) expectProblem(await signIn(authenticator, { counter }), 403, "identity.regressed-passkey");
      const rows = await acts(3);
      expect(rows.map(({ details }) => details)).to.deep.equal([{ counter: 0 }, { counter: 6 }, { counter: 7 }]);
      for (const row of rows) expect(row).to.include({ action: "passkey.regressed", outcome: "refused", subject: view.id });
      const twins = [8, 8].map((counter) => signIn(authenticator, { counter }));
      expect((await Promise.all(twins)).map(({ status }) => status).sort()).to.deep.equal([201, 403]);
      expect((await signIn(authenticator, { counter: 9 })).status).to.equal(201);
    });
  });

  describe("prove anew who is signed in", () => {
    it("before a dangerous act, by one of the person's own", async () => {
      const { authenticator } = await add();
      pass(300);
      const act = () => post("/api/invitations", {}, owner);
      expectProblem(await act(), 401, "platform.step-up-required");
      const options = await proof();
      expect(options.allowCredentials.map(({ id }) => id)).to.deep.equal([authenticator.id]);
      const proven = await prove(authenticator.get(options, { userHandle: undefined }));
      expect(proven.status, proven.text).to.equal(200);
      expect((await me(tokenIn(proven))).methods).to.have.members(["swk", "hwk", "user"]);
      expect((await post("/api/invitations", {}, tokenIn(proven))).status).to.equal(201);
    });

    it("not by somebody else's, nor by an answer that was meant for signing in or for another person", async () => {
      const { authenticator } = await add();
      const rival = (await signInAs(backend, "rival")).accessToken;
      expectProblem(await prove(authenticator.get(await proof(rival)), rival), 403, "identity.other-person");
      expectProblem(await prove(authenticator.get(await request())), 403, "identity.challenge-used");
      expectProblem(await send(authenticator.get(await proof())), 403, "identity.challenge-used");
      expectProblem(await prove(authenticator.get(await proof()), rival), 403, "identity.challenge-used");
    });
  });

  describe("are kept", () => {
    const refused = async (deviation: Deviation) => reasonOf(await keep(createAuthenticator(origin).create(await creation(), deviation)));

    it("when they were made here, by a person who was verified, and without anybody's certificate", async () => {
      expect(await refused({ origin: "https://evil.example" })).to.match(/origin is not an address/);
      expect(await refused({ rpId: "evil.example" })).to.match(/RP ID/);
      expect(await refused({ isVerified: false })).to.match(/[Uu]ser verification/);
      expect(await refused({ type: "webauthn.get" })).to.match(/type is not webauthn.create/);
      expect(await refused({ crossOrigin: true })).to.match(/inside a page/);
      for (const format of ["apple", "android-key", "tpm", "fido-u2f"]) expect(await refused({ format })).to.match(/brings an attestation/);
      const shapeless = createAuthenticator(origin).create(await creation());
      expect(reasonOf(await keep({ ...shapeless, response: { ...shapeless.response, attestationObject: "AAAA" } }))).to.be.a("string");
      expect((await keep({ ...shapeless, id: "=" })).status).to.equal(400);
      expect(await list()).to.deep.equal([]);
    });

    it("for a challenge that the same person was given, once, within five minutes", async () => {
      const options = await creation();
      const thief = (await signInAs(backend, "thief")).accessToken;
      const create = () => createAuthenticator(origin).create(options);
      expectProblem(await keep(create(), thief), 403, "identity.challenge-used");
      expect((await keep(create())).status).to.equal(201);
      expectProblem(await keep(create()), 403, "identity.challenge-used");
      const early = await creation();
      pass(299);
      owner = (await signInAs(backend, "farm")).accessToken;
      pass(1);
      expectProblem(await keep(createAuthenticator(origin).create(early)), 403, "identity.challenge-used");
    });
  });
});
