import type { Me } from "@waybill/protocol/schemas/api/identity";
import type { InstallationRules } from "@waybill/protocol/schemas/api/installation";
import type { PasskeyCreation, PasskeyRequest } from "@waybill/protocol/schemas/api/passkeys";
import { expect } from "chai";
import { run } from "../../src/cli/person.ts";
import { giveInstallationRole } from "../../src/modules/identity/installation/installation-roles.service.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { createAuthenticator } from "../support/authenticator.ts";
import { startTestBackend, type Answer, type TestBackend } from "../support/backend.ts";
import { register } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { setUpApp, wholeSession } from "../support/second-factor.ts";
import { keysAlone, refresh, signedOf, signInAs } from "../support/sessions.ts";
import { waitFor } from "../support/wait-for.ts";

const OLD = "correct horse battery staple";
const NEW = "a better password";

describe("whoever has forgotten a password", () => {
  let backend: TestBackend;
  let [admin, farm]: string[] = [];
  let now = new Date("2026-06-01T10:00:00Z");
  let joined = 0;
  const pass = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000));
  before(async () => {
    backend = await startTestBackend({}, { clock: { now: () => now }, verifySignature: keysAlone });
    for (const name of ["farm", "mill"]) await register(backend, name);
  });
  beforeEach(async () => {
    await backend.app.db.pool.query(
      "DELETE FROM sign_in_attempts; DELETE FROM installation_roles; UPDATE installation_rules SET needs_two = false",
    );
    farm = (await signInAs(backend, "farm")).accessToken;
    admin = await adminOf("operator");
  });
  after(() => backend.stop());

  const post = (path: string, body: object, token?: string) => backend.request("POST", path, { body, ...(token && { token }) });
  const me = async (token: string) => (await backend.request("GET", "/api/me", { token })).json<Me>();
  const signIn = (email: string, password: string, code?: string) =>
    post("/api/sessions/password", { email, password, ...(code && { code }) });
  async function adminOf(name: string): Promise<string> {
    const { accessToken } = await signInAs(backend, name);
    await giveAdmin((await me(accessToken)).person);
    return accessToken;
  }
  const giveAdmin = (person: string) =>
    backend.app.db.pool.query("INSERT INTO installation_roles (person_id, role, given_at) VALUES ($1, 'admin', now())", [person]);
  /** Somebody of the farm with a password, and no second factor yet. */
  async function member(by = farm) {
    const email = `ann${++joined}@farm.example`;
    const { token: invitation } = (await post("/api/invitations", {}, by)).json<{ token: string }>();
    const answer = await post("/api/people", { invitation, email, password: OLD });
    expect(answer.status, answer.text).to.equal(201);
    return { email, answer, person: (await me(signedOf(answer).accessToken)).person };
  }
  async function memberWithApp() {
    const one = await member();
    return { ...one, ...(await wholeSession(backend, one.answer, now)) };
  }
  const forAnybody = (person: string, token = admin) => post(`/api/installation/people/${person}/password-reset`, {}, token);
  const forMember = (person: string, token = farm) => post(`/api/members/${person}/password-reset`, {}, token);
  const linkIn = (answer: Answer) => {
    expect(answer.status, answer.text).to.equal(201);
    return answer.json<{ token: string }>().token;
  };
  const reset = (link: string, more: object = {}) => post("/api/password-resets", { reset: link, password: NEW, ...more });
  const actions = async (person: string) => {
    const { rows } = await backend.app.db.pool.query<{ action: string }>(
      "SELECT action FROM audit_entries WHERE subject = $1 ORDER BY id",
      [person],
    );
    return rows.map(({ action }) => action);
  };

  describe("chooses another by a link", () => {
    it("that an admin makes with a fresh proof, of which a hash is kept, and which ends every session and its refresh tokens", async () => {
      const { email, person, cookie, accessToken, app } = await memberWithApp();
      const link = linkIn(await forAnybody(person));
      const { rows } = await backend.app.db.pool.query<{ row: string }>("SELECT r::text AS row FROM password_resets r");
      expect(rows.map(({ row }) => row).join()).not.to.include(link);
      pass(30);
      expect((await reset(link, { code: app.codeAt(now) })).status).to.equal(204);
      expectProblem(await backend.request("GET", "/api/me", { token: accessToken }), 401, "platform.unauthorised");
      expect((await refresh(backend, cookie)).status).to.equal(401);
      pass(30);
      expectProblem(await signIn(email, OLD, app.codeAt(now)), 401, "identity.wrong-password");
      expect((await signIn(email, NEW, app.codeAt(now))).status).to.equal(201);
      expect(await actions(person)).to.include.members(["password-reset.made", "password-reset.used"]);
      pass(300);
      expectProblem(await forAnybody(person), 401, "platform.step-up-required");
    });

    it("that is good once, for an hour, and until there is a newer one", async () => {
      const { person } = await member();
      const [older, newer] = [linkIn(await forAnybody(person)), linkIn(await forMember(person))];
      expectProblem(await reset(older), 403, "identity.reset-used");
      const answers = await Promise.all([1, 2, 3].map(() => reset(newer)));
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([204, 403, 403]);
      const late = linkIn(await forAnybody(person));
      pass(3_600);
      expectProblem(await reset(late), 403, "identity.reset-used");
    });

    it("that a password which may not be chosen leaves good, and another way of changing it ends", async () => {
      const { email, person, accessToken } = await memberWithApp();
      const link = linkIn(await forAnybody(person));
      for (const password of ["1234567", "trustno1", email]) expectProblem(await reset(link, { password }), 422, "identity.weak-password");
      expectProblem(await reset(link), 401, "identity.code-needed");
      const body = { current: OLD, password: "yet another password" };
      expect((await backend.request("PUT", "/api/me/password", { token: accessToken, body })).status).to.equal(204);
      expectProblem(await reset(link), 403, "identity.reset-used");
    });

    it("that ends with the maker's being admin", async () => {
      const { person } = await member();
      const second = await adminOf("second");
      const link = linkIn(await forAnybody(person, second));
      const path = `/api/installation/roles/admin/${(await me(second)).person}`;
      expect((await backend.request("DELETE", path, { token: admin })).status).to.equal(204);
      expectProblem(await reset(link), 403, "identity.reset-used");
    });

    it("that ends with the person's becoming more: one of another organisation, or something in the installation", async () => {
      const { token: toMill } = (await post("/api/invitations", {}, (await signInAs(backend, "mill")).accessToken)).json<{
        token: string;
      }>();
      const { token: toAudit } = (await post("/api/installation/invitations", { role: "auditor" }, admin)).json<{ token: string }>();
      for (const invitation of [toMill, toAudit]) {
        const { person, accessToken } = await memberWithApp();
        const link = linkIn(await forMember(person));
        expect((await post("/api/memberships", { invitation }, accessToken)).status).to.equal(204);
        expectProblem(await reset(link), 403, "identity.reset-used");
      }
    });

    it("that an organisation does not make while the person is being made admin", async () => {
      const { person } = await member();
      let making: Promise<Answer> | undefined;
      let isAnswered = false;
      await inTransaction(backend.app, async (ctx) => {
        await giveInstallationRole(ctx, { person, role: "admin", by: "operator" });
        making = forMember(person).finally(() => (isAnswered = true));
        await waitFor("the organisation to wait, or to be answered", async () => {
          const { rowCount } = await backend.app.db.pool.query("SELECT FROM pg_locks WHERE NOT granted AND locktype = 'advisory'");
          return isAnswered || rowCount ? true : undefined;
        });
      });
      expectProblem((await making)!, 409, "identity.more-than-member");
    });

    it("that goes past no authenticator app, and takes a recovery code", async () => {
      const { person, app } = await memberWithApp();
      const link = linkIn(await forMember(person));
      expectProblem(await reset(link), 401, "identity.code-needed");
      expectProblem(await reset(link, { code: "000000" }), 401, "identity.wrong-code");
      const code = app.recoveryCodes[0];
      expect((await reset(link, { code })).status).to.equal(204);
      const again = linkIn(await forMember(person));
      expectProblem(await reset(again, { code }), 401, "identity.wrong-code");
    });

    it("that goes past no passkey of somebody without an app, and takes no one else's", async () => {
      const [ann, bo] = [await member(), await member()];
      const [authenticator, bosAuthenticator] = [1, 2].map(() => createAuthenticator(backend.url.replace("127.0.0.1", "localhost")));
      for (const [one, { answer }] of [
        [authenticator!, ann],
        [bosAuthenticator!, bo],
      ] as const) {
        const { accessToken: token } = signedOf(answer);
        const made = one.create((await post("/api/me/passkeys/options", {}, token)).json<PasskeyCreation>());
        expect((await post("/api/me/passkeys", { passkey: made }, token)).status).to.equal(201);
      }
      const [link, bosLink] = [linkIn(await forMember(ann.person)), linkIn(await forMember(bo.person))];
      expectProblem(await reset(link), 401, "identity.passkey-needed");
      const options = async (of: string) => (await post("/api/password-resets/passkey-options", { reset: of })).json<PasskeyRequest>();
      expectProblem(await reset(bosLink, { passkey: authenticator!.get(await options(link)) }), 403, "identity.challenge-used");
      expectProblem(await reset(link, { passkey: bosAuthenticator!.get(await options(link)) }), 403, "identity.other-person");
      expect((await reset(link, { passkey: authenticator!.get(await options(link)) })).status).to.equal(204);
    });

    it("that says nothing when it is nobody's, and can be guessed at as seldom as a password", async () => {
      const guess = () => reset("A".repeat(43), { code: "123456" });
      const answers = await Promise.all(Array.from({ length: 12 }, guess));
      expect(answers.map(({ status }) => status).filter((status) => status === 403)).to.have.length(10);
      expectProblem(await guess(), 429, "identity.too-many-attempts");
      const { person } = await memberWithApp();
      const link = linkIn(await forMember(person));
      for (let guessed = 0; guessed < 10; guessed++) await reset(link, { code: "000000" });
      expectProblem(await reset(link, { code: "000000" }), 429, "identity.too-many-attempts");
    });
  });

  describe("is given no such link", () => {
    it("by itself, by somebody who is no admin, or where there is no password", async () => {
      const { accessToken, person } = await memberWithApp();
      expectProblem(await forMember(person, accessToken), 403, "platform.forbidden");
      expectProblem(await forAnybody(person, farm), 403, "platform.forbidden");
      expectProblem(await forAnybody((await me(admin!)).person), 409, "identity.own-ways-in");
      expectProblem(await forMember((await me(farm!)).person), 409, "identity.own-ways-in");
      expectProblem(await forAnybody((await me(farm!)).person), 409, "identity.nothing-to-reset");
      expectProblem(await forAnybody("nobody"), 404, "identity.unknown-person");
    });

    it("by an organisation to which it does not belong, or not to that alone", async () => {
      const mill = (await signInAs(backend, "mill")).accessToken;
      const [stranger, ann] = [await member(mill), await memberWithApp()];
      expectProblem(await forMember(stranger.person), 404, "identity.unknown-member");
      const { token: invitation } = (await post("/api/invitations", {}, mill)).json<{ token: string }>();
      expect((await post("/api/memberships", { invitation }, ann.accessToken)).status).to.equal(204);
      expectProblem(await forMember(ann.person), 409, "identity.more-than-member");
      const bo = await member();
      await giveAdmin(bo.person);
      expectProblem(await forMember(bo.person), 409, "identity.more-than-member");
      linkIn(await forAnybody(ann.person));
    });

    it("by being invited anew: the refusal says what the way is", async () => {
      const { email } = await member();
      const { token: invitation } = (await post("/api/invitations", {}, farm)).json<{ token: string }>();
      const refused = expectProblem(await post("/api/people", { invitation, email, password: NEW }), 409, "identity.email-taken");
      expect(refused.type).to.include("email-taken");
      const page = await backend.request("GET", refused.type);
      expect(page.text).to.include("asks an admin for a link that resets it");
    });
  });

  describe("and has lost every second factor", () => {
    const takeFactors = (person: string, token = admin) =>
      backend.request("DELETE", `/api/installation/people/${person}/second-factors`, { ...(token && { token }) });

    it("has them taken away by an admin after a fresh proof, is signed out everywhere, and sets up another", async () => {
      const { email, person, accessToken } = await memberWithApp();
      const authenticator = createAuthenticator(backend.url.replace("127.0.0.1", "localhost"));
      const made = authenticator.create((await post("/api/me/passkeys/options", {}, accessToken)).json<PasskeyCreation>());
      await post("/api/me/passkeys", { passkey: made }, accessToken);
      expectProblem(await takeFactors(person, farm), 403, "platform.forbidden");
      expectProblem(await takeFactors((await me(admin!)).person), 409, "identity.own-ways-in");
      expect((await takeFactors(person)).status).to.equal(204);
      expectProblem(await backend.request("GET", "/api/me", { token: accessToken }), 401, "platform.unauthorised");
      const again = await signIn(email, OLD);
      expect(await me(signedOf(again).accessToken)).to.include({ needsSecondFactor: true, hasSecondFactor: false, hasPasskey: false });
      await wholeSession(backend, again, now);
      expect(await actions(person)).to.include("second-factors.taken");
      pass(300);
      expectProblem(await takeFactors(person), 401, "platform.step-up-required");
    });

    it("or is given a link becomes admin by two a week later at the earliest, and once it is proposed both take two", async () => {
      const [ann, bo, cleo] = [await memberWithApp(), await memberWithApp(), await memberWithApp()];
      let second = await adminOf("second");
      await backend.app.db.pool.query("UPDATE installation_rules SET needs_two = true");
      const name = (person: string, token = admin) =>
        backend.request("PUT", `/api/installation/roles/admin/${person}`, { ...(token && { token }) });
      const confirm = async (of: string) => {
        const rules = (await backend.request("GET", "/api/installation/rules", { token: second })).json<InstallationRules>();
        const id = rules.proposals.find(({ act, person }) => act === "give-admin" && person === of)?.id;
        return post(`/api/installation/proposals/${id}/confirmation`, {}, second);
      };
      expect((await takeFactors(ann.person)).status).to.equal(204);
      linkIn(await forAnybody(bo.person));
      for (const { person } of [ann, bo]) expectProblem(await name(person), 409, "identity.ways-in-changed");
      expect((await name(cleo.person)).status).to.equal(202);
      expect((await takeFactors(cleo.person)).status).to.equal(202);
      expect((await forAnybody(cleo.person)).status).to.equal(202);
      expect((await me(cleo.accessToken)).hasSecondFactor).to.equal(true);
      linkIn(await forMember(cleo.person));
      expectProblem(await confirm(cleo.person), 409, "identity.ways-in-changed");
      pass(7 * 86_400);
      [admin, second] = [(await signInAs(backend, "operator")).accessToken, (await signInAs(backend, "second")).accessToken];
      for (const { person } of [ann, bo, cleo]) {
        expect((await name(person)).status).to.equal(202);
        expect((await confirm(person)).status).to.equal(204);
      }
    });

    it("is an admin under the two-person rule: both take two, and neither the proposer nor the person is the second", async () => {
      const ann = await memberWithApp();
      await giveAdmin(ann.person);
      const second = await adminOf("second");
      await backend.app.db.pool.query("UPDATE installation_rules SET needs_two = true");
      const proposal = async () =>
        (await backend.request("GET", "/api/installation/rules", { token: second })).json<InstallationRules>().proposals[0]?.id ?? "none";
      const confirm = (id: string, token: string) => post(`/api/installation/proposals/${id}/confirmation`, {}, token);
      expect((await forAnybody(ann.person)).status).to.equal(202);
      expectProblem(await confirm(await proposal(), admin ?? ""), 409, "identity.same-person");
      expectProblem(await confirm(await proposal(), ann.accessToken), 409, "identity.own-ways-in");
      const link = linkIn(await confirm(await proposal(), second));
      expectProblem(await reset(link), 401, "identity.code-needed");
      expect((await takeFactors(ann.person)).status).to.equal(202);
      expect((await me(ann.accessToken)).hasSecondFactor).to.equal(true);
      expect((await confirm(await proposal(), second)).status).to.equal(204);
      expect((await reset(link)).status).to.equal(204);
      expect((await me(signedOf(await signIn(ann.email, NEW)).accessToken)).needsSecondFactor).to.equal(true);
    });
  });

  it("and is the only admin is helped at a terminal", async () => {
    const command = async (...args: string[]) => {
      const io = { out: "", err: "" };
      const { databaseUrl, home } = backend.app.config;
      const code = await run(args, {
        stdout: { write: (text: string) => (io.out += text) },
        stderr: { write: (text: string) => (io.err += text) },
        env: { DATABASE_URL: databaseUrl.reveal(), WAYBILL_HOME: home, WAYBILL_URL: backend.url },
      });
      return { code, ...io };
    };
    const { email, person, answer } = await member();
    const app = await setUpApp(backend, signedOf(answer).accessToken, now);
    const { code, out } = await command("reset-password", email);
    expect(code, out).to.equal(0);
    const [, origin, link = ""] = /^(http:\S+)\/account\/reset#([\w-]{43})$/m.exec(out) ?? [];
    expect(origin).to.equal(backend.url);
    expect((await command("take-second-factors", person)).code).to.equal(0);
    // A terminal goes by the clock of the machine.
    now = new Date();
    expect((await reset(link)).status).to.equal(204);
    expect((await signIn(email, NEW)).status).to.equal(201);
    expectProblem(await signIn(email, OLD, app.codeAt(now)), 401, "identity.wrong-password");
    expect((await command("reset-password", "nobody@farm.example")).err).to.include("no person of this id");
  });
});
