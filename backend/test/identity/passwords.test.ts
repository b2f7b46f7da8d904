import { createHash } from "node:crypto";
import type { AccessGrant, Me } from "@waybill/protocol/schemas/api/identity";
import type { MemberView } from "@waybill/protocol/schemas/api/members";
import type { PasskeyCreation, PasskeyRequest } from "@waybill/protocol/schemas/api/passkeys";
import { expect } from "chai";
import { countAttempt } from "../../src/modules/identity/passwords/attempts.store.ts";
import type * as hashing from "../../src/modules/identity/passwords/hash-password.ts";
import { decoyHash, hashPassword } from "../../src/modules/identity/passwords/hash-password.ts";
import { objectionToPassword } from "../../src/modules/identity/passwords/password-rules.ts";
import { codeAt, stepOf } from "../../src/modules/identity/second-factor/totp.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { ProblemError } from "../../src/platform/errors.ts";
import { startTestBackend, type Answer, type TestBackend } from "../support/backend.ts";
import { createAuthenticator } from "../support/authenticator.ts";
import { emptyTables } from "../support/databases.ts";
import { register } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { setUpApp, wholeSession } from "../support/second-factor.ts";
import { keysAlone, refresh, signedOf, signInAs } from "../support/sessions.ts";

const PASSWORD = "correct horse battery staple";
const ANN = { email: "Ann@Farm.example", password: PASSWORD };

describe("people without a wallet", () => {
  let backend: TestBackend;
  let owner: string;
  let now = new Date("2026-06-01T10:00:00Z");
  const pass = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000));
  before(async () => {
    backend = await startTestBackend({}, { clock: { now: () => now }, verifySignature: keysAlone });
    for (const name of ["farm", "rival"]) await register(backend, name);
  });
  beforeEach(async () => {
    await emptyTables(backend.owner, [
      "passkeys",
      "sign_in_attempts",
      "recovery_codes",
      "person_totp",
      "memberships",
      "invitations",
      "person_passwords",
      "sessions",
      "refresh_tokens",
    ]);
    owner = (await signInAs(backend, "farm")).accessToken;
  });
  after(() => backend.stop());

  const post = (path: string, body: object, token?: string) => backend.request("POST", path, { body, ...(token && { token }) });
  const invite = async (token = owner) => (await post("/api/invitations", {}, token)).json<{ token: string }>().token;
  const join = async (person: object = ANN, invitation?: string) =>
    post("/api/people", { invitation: invitation ?? (await invite()), ...person });
  const tokenIn = (answer: Answer) => answer.json<AccessGrant>().accessToken;
  const me = async (token: string) => (await backend.request("GET", "/api/me", { token })).json<Me>();
  const signIn = (given: object = ANN) => post("/api/sessions/password", given);
  const whole = (answer: Answer) => wholeSession(backend, answer, now);

  describe("join by invitation", () => {
    it("act for the organisation that invited them, and are forgotten by it at once", async () => {
      const { accessToken: token } = await whole(await join());
      expect(await me(token)).to.deep.include({
        email: "ann@farm.example",
        holdsWallet: false,
        roles: ["customer", "supplier"],
        needsSecondFactor: false,
      });
      expect((await me(token)).organisation?.name).to.equal("farm");
      expect((await backend.request("GET", "/api/reports", { token })).status).to.equal(200);
      const { items } = (await backend.request("GET", "/api/members", { token: owner })).json<{ items: MemberView[] }>();
      expect(items.map(({ email, role }) => [email, role])).to.deep.equal([["a…@farm.example", "supplier"]]);
      const end = (by: string) => backend.request("DELETE", `/api/members/${items[0]?.person}`, { token: by });
      expectProblem(await end(token), 403, "platform.forbidden");
      const key = { name: "Mine", scopes: ["capture"], days: 1 };
      expectProblem(await post("/api/keys", key, token), 403, "platform.forbidden");
      expectProblem(await end((await signInAs(backend, "rival")).accessToken), 404, "identity.unknown-member");
      pass(301);
      expectProblem(await end(owner), 401, "platform.step-up-required");
      expect((await end((await signInAs(backend, "farm")).accessToken)).status).to.equal(204);
      expect((await backend.request("GET", "/api/reports", { token })).status).to.equal(403);
      expect((await me(token)).organisation).to.equal(null);
    });

    it("by one that is good once, for a week, from who holds the wallet", async () => {
      const invitation = await invite();
      const answers = await Promise.all([1, 2, 3].map((n) => join({ ...ANN, email: `ann${n}@farm.example` }, invitation)));
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 403, 403]);
      expectProblem(await join({ ...ANN, email: "bea@farm.example" }, "A".repeat(43)), 403, "identity.invitation-used");
      // It is looked at first: without one nobody makes the server hash a password.
      expectProblem(await join({ ...ANN, password: "short" }, invitation), 403, "identity.invitation-used");
      const member = (await whole(answers.find(({ status }) => status === 201) as Answer)).accessToken;
      expectProblem(await post("/api/invitations", {}, member), 403, "platform.forbidden");
      const old = await invite();
      pass(7 * 86_400);
      expectProblem(await join(ANN, old), 403, "identity.invitation-used");
      owner = (await signInAs(backend, "farm")).accessToken;
      pass(300);
      expectProblem(await post("/api/invitations", {}, owner), 401, "platform.step-up-required");
    });

    it("with an address that nobody has, or as who is signed in already", async () => {
      const token = (await whole(await join())).accessToken;
      const second = await invite((await signInAs(backend, "rival")).accessToken);
      expectProblem(await join({ ...ANN, email: "ANN@farm.example" }, second), 409, "identity.email-taken");
      expect((await post("/api/memberships", { invitation: second }, token)).status).to.equal(204);
      expect((await me(token)).organisation?.name).to.equal("rival");
    });

    it("as who is signed in by a wallet of no organisation, and act for the one joined last at each later sign-in", async () => {
      const signInByWallet = async () => (await signInAs(backend, "wallet")).accessToken;
      const organisation = async () => (await me(await signInByWallet())).organisation?.name;
      await post("/api/memberships", { invitation: await invite() }, await signInByWallet());
      expect(await organisation()).to.equal("farm");
      pass(1);
      const second = await invite((await signInAs(backend, "rival")).accessToken);
      await post("/api/memberships", { invitation: second }, await signInByWallet());
      expect(await organisation()).to.equal("rival");
      const { accessToken: ann, app } = await whole(await join());
      pass(30);
      await post("/api/memberships", { invitation: await invite((await signInAs(backend, "rival")).accessToken) }, ann);
      expect((await me(tokenIn(await signIn({ ...ANN, code: app.codeAt(now) })))).organisation?.name).to.equal("rival");
    });

    it("with a password that is neither short nor long, nor known to everybody", async () => {
      const invitation = await invite();
      for (const [password, reason] of [
        ["1234567", "shorter"],
        ["x".repeat(129), "longer"],
        ["Password1", "attackers"],
        ["trustno1", "attackers"],
        ["ann@farm.example", "e-mail"],
      ] as const) {
        const answer = await join({ ...ANN, password }, invitation);
        expectProblem(answer, 422, "identity.weak-password");
        const [error] = answer.json<{ errors: { pointer: string; message: string }[] }>().errors;
        expect(error?.pointer).to.equal("/password");
        expect(error?.message).to.include(reason);
      }
      expect((await join({ ...ANN, password: "😀".repeat(8) }, invitation)).status).to.equal(201);
      expect(objectionToPassword("x".repeat(128), "a@b.c")).to.equal(undefined);
    });
  });

  describe("sign in by password", () => {
    beforeEach(async () => expect((await join()).status).to.equal(201));

    it("in any spelling of their address, and of composed letters", async () => {
      const answer = await signIn({ email: "ANN@farm.EXAMPLE", password: PASSWORD });
      expect(answer.status, answer.text).to.equal(201);
      expect((await refresh(backend, signedOf(answer).cookie)).status).to.equal(200);
      const spelt = { email: "zoe@farm.example", password: "caf\u00e9 am Morgen" };
      await join(spelt);
      expect((await signIn({ ...spelt, password: "cafe\u0301 am Morgen" })).status).to.equal(201);
    });

    it("with argon2id, and nothing of the password in the database", async () => {
      const { rows } = await backend.app.db.pool.query<{ hash: string }>("SELECT hash FROM person_passwords");
      expect(rows[0]?.hash)
        .to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
        .and.not.include(PASSWORD);
      expect(await decoyHash()).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      const many = await Promise.all(Array.from({ length: 6 }, () => hashPassword(PASSWORD)));
      expect(new Set(many).size).to.equal(6);
    });

    it("and are told the same after a moment in which too many were asked at once", async () => {
      const path = "../../src/modules/identity/passwords/hash-password.ts?again";
      const fresh = (await import(path)) as typeof hashing;
      const many = Array.from({ length: 52 }, () => fresh.isPasswordOf("no hash", PASSWORD).catch(() => undefined));
      expect(await fresh.decoyHash().catch((error: unknown) => error)).to.be.instanceOf(ProblemError);
      await Promise.all(many);
      expect(await fresh.decoyHash()).to.match(/^\$argon2id\$/);
    });

    it("and are told the same of a wrong password and of an address that nobody has", async () => {
      const [wrong, unknown] = [await signIn({ ...ANN, password: "wrong" }), await signIn({ ...ANN, email: "nobody@farm.example" })];
      const said = (answer: Answer) => ({ ...answer.json(), traceId: "", requestId: "" });
      expectProblem(wrong, 401, "identity.wrong-password");
      expect(said(unknown)).to.deep.equal(said(wrong));
    });

    it("ten times in a quarter of an hour from one place, many at once counted, whether there is such a person or not", async () => {
      for (const email of [ANN.email, "nobody@farm.example"]) {
        const answers = await Promise.all(Array.from({ length: 14 }, () => signIn({ email, password: "wrong" })));
        expect(answers.filter(({ status }) => status === 401).length, email).to.equal(10);
        const locked = await signIn({ email, password: PASSWORD });
        expectProblem(locked, 429, "identity.too-many-attempts");
        expect(locked.headers.get("retry-after")).to.equal("900");
      }
      pass(300);
      expect((await signIn()).headers.get("retry-after"), "what is left of the quarter").to.equal("600");
      pass(600);
      expect((await signIn()).status).to.equal(201);
      for (let attempt = 0; attempt < 3; attempt++) await signIn({ ...ANN, password: "wrong" });
      expect((await signIn()).status).to.equal(201);
      const { rows } = await backend.app.db.pool.query("SELECT 1 FROM sign_in_attempts WHERE key LIKE 'both:%' AND count < 10");
      expect(rows).to.deep.equal([]);
    });

    it("ten times from one network of IPv6, whichever of its addresses it uses", async () => {
      const guess = (address: string) =>
        inTransaction(backend.app, (ctx) => countAttempt(ctx, { personal: backend.app.personal, email: "ann@farm.example", address }));
      for (let host = 1; host <= 10; host++) await guess(`2001:db8::${host}`);
      const eleventh = await guess("2001:db8::b").catch((error: unknown) => error);
      expect(eleventh).to.be.instanceOf(ProblemError);
      await guess("2001:db8:1::b");
    });

    it("and change it by the present one and with a fresh proof, which ends all other sessions", async () => {
      const { app, ...signedIn } = await whole(await signIn());
      let here: { accessToken: string; cookie: string } = signedIn;
      const code = () => (pass(30), app.codeAt(now));
      const there = signedOf(await signIn({ ...ANN, code: code() }));
      const change = (password: string, current = PASSWORD) =>
        backend.request("PUT", "/api/me/password", { body: { current, password }, token: here.accessToken });
      pass(300);
      expectProblem(await change("a better password"), 401, "platform.step-up-required");
      const prove = (body: object) => post("/api/sessions/current/proof", body, here.accessToken);
      expectProblem(await prove({ password: "wrong" }), 401, "identity.wrong-password");
      here = signedOf(await prove({ password: PASSWORD, code: code() }));
      expectProblem(await change("a better password", "wrong"), 401, "identity.wrong-password");
      expectProblem(await change("short"), 422, "identity.weak-password");
      const body = { current: PASSWORD, password: "a better password" };
      const headers = { "Idempotency-Key": "change" };
      const changed = await backend.request("PUT", "/api/me/password", { body, token: here.accessToken, headers });
      expect(changed.status).to.equal(204);
      // Nobody who reads the database can try passwords at what tells a repeated request from another.
      const { rows } = await backend.app.db.pool.query<{ fingerprint: string }>("SELECT fingerprint FROM idempotency_keys");
      const plain = createHash("sha256")
        .update(`PUT\n/api/me/password\n${JSON.stringify(body)}`)
        .digest("hex");
      expect(rows.map(({ fingerprint }) => fingerprint))
        .to.have.length(1)
        .and.not.include(plain);
      expect((await refresh(backend, there.cookie)).status).to.equal(401);
      expect((await refresh(backend, here.cookie)).status).to.equal(200);
      expect((await signIn()).status).to.equal(401);
      expect((await signIn({ ...ANN, password: "a better password", code: code() })).status).to.equal(201);
      expectProblem(
        await backend.request("PUT", "/api/me/password", { body: { current: PASSWORD, password: PASSWORD }, token: owner }),
        401,
        "platform.step-up-required",
      );
    });
  });

  describe("by a password alone", () => {
    const NEEDED = "platform.second-factor-needed";

    it("see and prove who they are, sign out and set up a second factor; all else waits for that, in this session and at once", async () => {
      let { accessToken: token, cookie } = signedOf(await join());
      expect(await me(token)).to.deep.include({ needsSecondFactor: true, methods: ["pwd"] });
      const others = [
        ["GET", "/api/reports"],
        ["POST", "/api/memberships", { invitation: await invite() }],
        ["PUT", "/api/me/password", { current: PASSWORD, password: "a better password" }],
        ["GET", "/api/me/export"],
        ["DELETE", "/api/me/second-factor"],
      ] as const;
      const tried = (by: string) => Promise.all(others.map(([method, path, body]) => backend.request(method, path, { token: by, body })));
      for (const answer of await tried(token)) expectProblem(answer, 403, NEEDED);
      expectProblem(await post("/api/sessions/current/proof", { password: "wrong" }, token), 401, "identity.wrong-password");
      ({ accessToken: token, cookie } = signedOf(await post("/api/sessions/current/proof", { password: PASSWORD }, token)));
      // Where and by what its owner signs in, and whether it stays so, is the owner's.
      for (const [method, path] of [
        ["GET", "/api/sessions"],
        ["GET", "/api/me/passkeys"],
        ["DELETE", "/api/sessions"],
        ["DELETE", "/api/sessions/another"],
      ] as const)
        expectProblem(await backend.request(method, path, { token }), 403, NEEDED);
      expect((await me(token)).needsSecondFactor, "the same once more is no second one").to.equal(true);
      await setUpApp(backend, token, now);
      expect(await me(token)).to.deep.include({ needsSecondFactor: false, hasSecondFactor: true });
      expect((await backend.request("GET", "/api/reports", { token })).status).to.equal(200);
      const whole = signedOf(await refresh(backend, cookie)).accessToken;
      for (const { status, text } of await tried(whole)) expect(status, text).to.be.lessThan(300);
    });

    it("sign out again", async () => {
      const token = tokenIn(await join());
      expect((await backend.request("DELETE", "/api/sessions/current", { token })).status).to.equal(204);
      expectProblem(await backend.request("GET", "/api/me", { token }), 401, "platform.unauthorised");
    });

    it("set up none where they have one: whoever knows the password alone adds nothing to it", async () => {
      const { accessToken: token } = signedOf(await join());
      const authenticator = createAuthenticator(backend.url.replace("127.0.0.1", "localhost"));
      const made = authenticator.create((await post("/api/me/passkeys/options", {}, token)).json<PasskeyCreation>());
      expect((await post("/api/me/passkeys", { passkey: made }, token)).status).to.equal(201);
      expect(await me(token), "a passkey just made is one").to.deep.include({ needsSecondFactor: false, hasPasskey: true });
      const guessed = signedOf(await signIn());
      for (const path of ["/api/me/second-factor", "/api/me/passkeys/options"])
        expectProblem(await post(path, {}, guessed.accessToken), 403, NEEDED);
      expect((await me(guessed.accessToken)).needsSecondFactor).to.equal(true);
      const options = await post("/api/sessions/current/proof/options", {}, guessed.accessToken);
      const passkey = authenticator.get(options.json<PasskeyRequest>());
      const proven = tokenIn(await post("/api/sessions/current/proof", { passkey }, guessed.accessToken));
      expect((await backend.request("GET", "/api/reports", { token: proven })).status).to.equal(200);
    });
  });

  describe("have an authenticator app", () => {
    let token: string;
    let secret: Buffer;
    const code = (steps = 0) => codeAt(secret, stepOf(now) + steps);
    const confirm = (given: string) => backend.request("PUT", "/api/me/second-factor", { body: { code: given }, token });
    const setUp = async () => {
      const app = await setUpApp(backend, token, now);
      secret = app.secret;
      return app.recoveryCodes;
    };
    beforeEach(async () => (token = tokenIn(await join())));

    it("whose codes are asked for once one of them was seen, and are good once each", async () => {
      const { secret: text, uri } = (await post("/api/me/second-factor", {}, token)).json<{ secret: string; uri: string }>();
      expect(uri).to.equal(`otpauth://totp/Waybill%3Aann%40farm.example?secret=${text}&issuer=Waybill&algorithm=SHA1&digits=6&period=30`);
      expect((await signIn()).status).to.equal(201);
      expectProblem(await confirm("000000"), 401, "identity.wrong-code");
      await setUp();
      expectProblem(await post("/api/me/second-factor", {}, token), 409, "identity.has-second-factor");
      expectProblem(await signIn(), 401, "identity.code-needed");
      expectProblem(await signIn({ ...ANN, code: code() }), 401, "identity.wrong-code");
      expectProblem(await signIn({ ...ANN, code: code(1) }), 401, "identity.wrong-code");
      pass(30);
      const next = { ...ANN, code: code() };
      const both = await Promise.all([signIn(next), signIn(next)]);
      expect(both.map(({ status }) => status).sort()).to.deep.equal([201, 401]);
      const opened = both.find(({ status }) => status === 201) as Answer;
      expect((await me(tokenIn(opened))).methods).to.have.members(["pwd", "otp"]);
      pass(60);
      expectProblem(await signIn({ ...ANN, code: code(-2) }), 401, "identity.wrong-code");
      const late = await signIn({ ...ANN, code: code(-1) });
      expectProblem(late, 401, "identity.expired-code");
      expect(late.text).to.include("has just expired");
      expectProblem(await signIn({ ...ANN, code: code(2) }), 401, "identity.wrong-code");
      expect((await signIn({ ...ANN, code: code() })).status).to.equal(201);
      expectProblem(await signIn({ ...ANN, password: "wrong", code: code(1) }), 401, "identity.wrong-password");
    });

    it("with ten recovery codes, each good once", async () => {
      const codes = await setUp();
      expect(codes).to.have.length(10);
      for (const one of codes) expect(one).to.match(/^([A-Z2-7]{4}-){5}[A-Z2-7]{4}$/);
      expect((await signIn({ ...ANN, code: codes[0]?.toLowerCase() })).status).to.equal(201);
      expectProblem(await signIn({ ...ANN, code: codes[0] }), 401, "identity.wrong-code");
      const { rows } = await backend.app.db.pool.query<{ row: string }>("SELECT c::text AS row FROM recovery_codes c");
      expect(rows.map(({ row }) => row).join()).not.to.include(codes[1]?.replaceAll("-", ""));
    });

    it("whose secret lies sealed, whose change ends other sessions, and which a fresh proof takes away", async () => {
      const other = signedOf(await signIn());
      await setUp();
      expect((await refresh(backend, other.cookie)).status).to.equal(401);
      const { rows } = await backend.app.db.pool.query<{ secret: Buffer }>("SELECT secret_sealed AS secret FROM person_totp");
      expect(rows[0]?.secret.includes(secret)).to.equal(false);
      pass(300);
      const end = () => backend.request("DELETE", "/api/me/second-factor", { token });
      expectProblem(await end(), 401, "platform.step-up-required");
      expectProblem(await post("/api/sessions/current/proof", { password: PASSWORD }, token), 401, "identity.code-needed");
      token = tokenIn(await post("/api/sessions/current/proof", { password: PASSWORD, code: code() }, token));
      expect((await end()).status).to.equal(204);
      expect((await signIn()).status).to.equal(201);
    });

    it("beside a password, and not beside a wallet", async () => {
      expectProblem(await post("/api/me/second-factor", {}, owner), 409, "identity.no-password");
      expect(await me(token)).to.include({ hasSecondFactor: false });
      await setUp();
      expect(await me(token)).to.include({ hasSecondFactor: true });
    });
  });
});
