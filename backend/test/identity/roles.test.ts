import type { Me } from "@waybill/protocol/schemas/api/identity";
import type { InstallationRoleView, MemberList } from "@waybill/protocol/schemas/api/members";
import { ROLE } from "@waybill/protocol/typed-data/roles";
import { expect } from "chai";
import { run as runRole } from "../../src/cli/role.ts";
import { createEvaluator } from "../../../test/alerts/support/evaluator.ts";
import { parseExposition } from "../../../test/alerts/support/exposition.ts";
import { readRules } from "../../../test/alerts/support/rules.ts";
import { startTestBackend, type Answer, type TestBackend } from "../support/backend.ts";
import { installationToken } from "../support/installation.ts";
import { accountOf, register, tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { wholeSession } from "../support/second-factor.ts";
import { challengeOf, keysAlone, messageOf, sendSignIn, signedOf, signInAs } from "../support/sessions.ts";

const FARM = accountOf("farm").address;

describe("roles", () => {
  let backend: TestBackend;
  let owner: string;
  let asked = 0;
  before(async function () {
    this.timeout(90_000);
    backend = await startTestBackend({}, { verifySignature: keysAlone });
    await register(backend, "farm");
    owner = (await signInAs(backend, "farm")).accessToken;
  });
  after(() => backend.stop());

  const ask = (method: string, path: string, token: string, body?: object) =>
    backend.request(method, path, { token, ...(body ? { body } : {}) });
  const me = async (token: string) => (await ask("GET", "/api/me", token)).json<Me>();
  const members = async () => (await ask("GET", "/api/members", owner)).json<MemberList>();
  /** Somebody who took an invitation of the owner's. */
  async function joined(role?: string): Promise<{ token: string; person: string }> {
    const invited = (await ask("POST", "/api/invitations", owner, role === undefined ? {} : { role })).json<{ token: string }>();
    const person = { invitation: invited.token, email: `person${++asked}@farm.example`, password: "correct horse battery staple" };
    const { accessToken: token } = await wholeSession(backend, await backend.request("POST", "/api/people", { body: person }));
    return { token, person: (await me(token)).person };
  }

  describe("in an organisation", () => {
    it("are given with the invitation; without a word it is what the organisation is on chain", async () => {
      expect((await me((await joined()).token)).roles).to.deep.equal(["customer", "supplier"]);
      const { token, person } = await joined("auditor");
      expect((await me(token)).roles).to.deep.equal(["customer", "auditor"]);
      expect((await ask("GET", "/api/audit", token)).status).to.equal(200);
      expectProblem(await ask("PUT", "/api/reports/1/answer", token, { text: "Thank you." }), 403, "platform.forbidden");
      const { items, roles } = await members();
      expect(items.find((one) => one.person === person)).to.include({ role: "auditor", isInForce: true });
      expect(roles).to.deep.equal(["supplier", "warehouse", "auditor", "admin"]);
    });

    it("are changed by its admins alone, for running sessions as well", async () => {
      const { token, person } = await joined("warehouse");
      expectProblem(await ask("PUT", `/api/members/${person}`, token, { role: "admin" }), 403, "platform.forbidden");
      expectProblem(await ask("GET", "/api/keys", token), 403, "platform.forbidden");
      expect((await ask("PUT", `/api/members/${person}`, owner, { role: "admin" })).status).to.equal(204);
      expect((await ask("GET", "/api/keys", token)).status).to.equal(200);
      expect((await ask("PUT", `/api/members/${person}`, token, { role: "auditor" })).status).to.equal(204);
      expectProblem(await ask("GET", "/api/keys", token), 403, "platform.forbidden");
      expectProblem(await ask("PUT", "/api/members/nobody", owner, { role: "admin" }), 404, "identity.unknown-member");
    });

    it("end the invitations of an admin who is one no more, and no others", async () => {
      const invitationBy = async (token: string) =>
        (await ask("POST", "/api/invitations", token, { role: "admin" })).json<{ token: string }>().token;
      const take = async (invitation: string) =>
        backend.request("POST", "/api/people", {
          body: { invitation, email: `person${++asked}@farm.example`, password: "correct horse battery staple" },
        });
      for (const end of [
        (person: string) => ask("DELETE", `/api/members/${person}`, owner),
        (person: string) => ask("PUT", `/api/members/${person}`, owner, { role: "warehouse" }),
      ]) {
        const { token, person } = await joined("admin");
        const [theirs, ours] = [await invitationBy(token), await invitationBy(owner)];
        expect((await end(person)).status).to.equal(204);
        expectProblem(await take(theirs), 403, "identity.invitation-used");
        expect((await take(ours)).status).to.equal(201);
      }
    });

    it("that stand for one on chain are none that the organisation does not have there", async () => {
      const { person } = await joined("supplier");
      for (const [method, path] of [
        ["POST", "/api/invitations"],
        ["PUT", `/api/members/${person}`],
      ] as const)
        expectProblem(await ask(method, path, owner, { role: "carrier" }), 409, "identity.role-not-held");
    });

    it("are not in force once the chain says otherwise, which is counted and raises an alert", async () => {
      const { token, person } = await joined("supplier");
      expect((await ask("GET", "/api/reports", token)).status).to.equal(200);
      const actor = backend.chain.actors.get(FARM);
      if (!actor) throw new Error("the farm is no actor");
      const alerts = createEvaluator(readRules());
      const scrape = async (atSeconds: number) => {
        alerts.push(atSeconds, parseExposition((await backend.request("GET", "/metrics")).text));
        return alerts.firing().includes("WaybillRoleDrift");
      };
      expect([await scrape(0), await scrape(300)]).to.deep.equal([false, false]);
      backend.chain.actors.set(FARM, { ...actor, roles: ROLE.carrier });
      expectProblem(await ask("GET", "/api/reports", token), 403, "platform.forbidden");
      expect((await members()).items.find((one) => one.person === person)).to.include({ role: "supplier", isInForce: false });
      expect([await scrape(600), await scrape(900)]).to.deep.equal([false, true]);
      backend.chain.actors.set(FARM, actor);
      expect((await ask("GET", "/api/reports", token)).status).to.equal(200);
      expect(await scrape(1_200)).to.equal(false);
    });
  });

  describe("while the chain is read anew", () => {
    /** Nobody is known to be registered, and the model says that it is not whole. */
    async function meanwhile(work: () => Promise<void>): Promise<void> {
      const known = new Map(backend.chain.actors);
      backend.chain.actors.clear();
      backend.chain.isUpToDate = false;
      try {
        await work();
      } finally {
        for (const [account, actor] of known) backend.chain.actors.set(account, actor);
        backend.chain.isUpToDate = true;
      }
    }
    const expectToWait = (answer: Answer) => {
      expectProblem(answer, 503, "platform.chain-not-read");
      expect(answer.headers.get("retry-after")).to.equal("5");
    };

    it("are not refused but waited for, also by a token from that time, and nobody is counted as drifted", async () => {
      const { token } = await joined("supplier");
      expect(await me(token)).to.include({ awaitsChain: false });
      const { token: stranger, person } = await joined("supplier");
      await backend.app.db.pool.query("UPDATE sessions SET account = NULL WHERE person_id = $1", [person]);
      let early = "";
      await meanwhile(async () => {
        for (const by of [owner, token]) expectToWait(await ask("GET", "/api/reports", by));
        expectToWait(await ask("POST", "/api/invitations", owner, { role: "supplier" }));
        expect(await me(token)).to.deep.include({ organisation: null, roles: ["customer"], awaitsChain: true });
        expect(await me(stranger), "who acts for none anyway").to.deep.include({ organisation: null, awaitsChain: false });
        expect((await backend.request("GET", "/metrics")).text).to.not.include("waybill_role_drift{");
        early = (await signInAs(backend, "farm")).accessToken;
        expectToWait(await ask("GET", "/api/keys", early));
        expectProblem(await ask("GET", "/api/exchange/partners", early), 403, "platform.forbidden");
      });
      expect((await ask("GET", "/api/keys", early)).status).to.equal(200);
      expect((await ask("GET", "/api/reports", token)).status).to.equal(200);
      expect((await backend.request("GET", "/metrics")).text).to.include("waybill_role_drift{");
    });

    it("are given by no admin of the installation, who is told to wait as well", async () => {
      const admin = await installationToken(backend, "admin", "inviter");
      const invitation = { account: FARM, role: "supplier" };
      await meanwhile(async () => expectToWait(await ask("POST", "/api/installation/invitations", admin, invitation)));
      expect((await ask("POST", "/api/installation/invitations", admin, invitation)).status).to.equal(201);
      await backend.app.db.pool.query("DELETE FROM installation_roles");
    });

    it("decide for nobody which of several organisations a session is to act for", async () => {
      const { token: invitation } = (await ask("POST", "/api/invitations", owner, { role: "supplier" })).json<{ token: string }>();
      const { accessToken } = await signInAs(backend, "driver");
      expect((await ask("POST", "/api/memberships", accessToken, { invitation })).status).to.equal(204);
      const signIn = async () => sendSignIn(backend, messageOf(backend, await challengeOf(backend), "driver"), "driver");
      await meanwhile(async () => expectToWait(await signIn()));
      const { accessToken: later } = signedOf(await signIn());
      expect(await me(later)).to.deep.include({ roles: ["customer", "supplier"] });
    });
  });

  describe("in the whole installation", () => {
    const role = async (...args: string[]) => {
      let [out, err] = ["", ""];
      const { databaseUrl, personal } = backend.app.config;
      const env = { DATABASE_URL: databaseUrl.reveal(), PERSONAL_KEY_FILE: personal.keyFile, PERSONAL_DATA_KEYS: personal.dataKeys };
      const io = { stdout: { write: (text: string) => (out += text) }, stderr: { write: (text: string) => (err += text) }, env };
      return { code: await runRole(args, io), out, err };
    };

    it("begin with an admin made at a terminal, who makes others", async () => {
      const first = (await signInAs(backend, "operator")).accessToken;
      expectProblem(await ask("GET", "/api/installation/roles", first), 403, "platform.forbidden");
      expect(await role("stranger@farm.example", "admin")).to.deep.include({
        code: 1,
        err: 'Nobody has signed in as "stranger@farm.example" yet.\n',
      });
      expect((await role(accountOf("operator").address, "admin")).code).to.equal(0);
      expect((await me(first)).installationRoles).to.deep.equal(["admin"]);

      const { token, person } = await joined("warehouse");
      expect((await ask("PUT", `/api/installation/roles/auditor/${person}`, first)).status).to.equal(204);
      const { items } = (await ask("GET", "/api/installation/roles", token)).json<{ items: InstallationRoleView[] }>();
      expect(items.map((one) => one.role)).to.deep.equal(["admin", "auditor"]);
      expectProblem(await ask("PUT", `/api/installation/roles/admin/${person}`, token), 403, "platform.forbidden");
      expectProblem(await ask("PUT", "/api/installation/roles/admin/nobody", first), 404, "identity.unknown-person");
    });

    it("are nothing that an organisation's admin or auditor can see, give or take", async () => {
      const roles = "/api/installation/roles";
      const { person } = await me(owner);
      const auditor = await joined("auditor");
      for (const token of [owner, auditor.token]) {
        expectProblem(await ask("GET", roles, token), 403, "platform.forbidden");
        for (const method of ["PUT", "DELETE"])
          for (const role of ["admin", "auditor"])
            expectProblem(await ask(method, `${roles}/${role}/${person}`, token), 403, "platform.forbidden");
      }
      expect((await me(owner)).installationRoles).to.deep.equal([]);
    });

    it("let an auditor read everybody's log, and stop at once when they are taken away", async () => {
      await register(backend, "mill");
      const mill = accountOf("mill").address;
      await ask("PUT", "/api/products/09506000134352", await tokenOf(backend, mill), { name: "Flour" });
      const { token, person } = await joined("auditor");
      const accounts = async () =>
        new Set(
          (await ask("GET", "/api/audit?limit=100", token))
            .json<{ items: { entry: { account: string | null } }[] }>()
            .items.map(({ entry }) => entry.account),
        );
      expect([...(await accounts())]).to.deep.equal([FARM]);
      expect((await role(person, "auditor")).code).to.equal(0);
      expect(await accounts()).to.include(mill);
      expect((await role(person, "auditor", "--take")).code).to.equal(0);
      expect([...(await accounts())]).to.deep.equal([FARM]);
    });

    it("leave nobody without an admin", async () => {
      const { token: admin } = { token: (await signInAs(backend, "operator")).accessToken };
      const { person } = await me(admin);
      expectProblem(await ask("DELETE", `/api/installation/roles/admin/${person}`, admin), 409, "identity.last-admin");
      expect(await role(person, "admin", "--take")).to.deep.include({ code: 1 });
      expect((await me(admin)).installationRoles).to.deep.equal(["admin"]);
    });
  });
});
