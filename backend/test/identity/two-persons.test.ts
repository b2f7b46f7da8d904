import type { Me } from "@waybill/protocol/schemas/api/identity";
import type { InstallationRules } from "@waybill/protocol/schemas/api/installation";
import { expect } from "chai";
import { firstRunLink } from "../../src/modules/identity/installation/first-run.ts";
import { insertInstallationInvitation } from "../../src/modules/identity/installation/installation-invitations.store.ts";
import { giveInstallationRole, takeInstallationRole } from "../../src/modules/identity/installation/installation-roles.service.ts";
import { isBoundByTwo } from "../../src/modules/identity/installation/two-persons.service.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { accountOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { wholeSession } from "../support/second-factor.ts";
import { keysAlone, signInAs } from "../support/sessions.ts";
import { waitFor } from "../support/wait-for.ts";

const ORIGIN = "https://waybill.example";

describe("the admins of an installation", () => {
  let backend: TestBackend;
  let ann: string;
  let bob: string;
  before(async function () {
    this.timeout(90_000);
    backend = await startTestBackend({}, { verifySignature: keysAlone });
  });
  after(() => backend.stop());

  const ask = (method: string, path: string, token: string, body?: object) =>
    backend.request(method, path, { token, ...(body ? { body } : {}) });
  const me = async (token: string) => (await ask("GET", "/api/me", token)).json<Me>();
  const personOf = async (token: string) => (await me(token)).person;
  const rules = async () => (await ask("GET", "/api/installation/rules", ann)).json<InstallationRules>();
  const setRule = (token: string, twoPersons: boolean) => ask("PUT", "/api/installation/rules", token, { twoPersons });
  const tokenIn = (link: string | null) => new URL(link ?? "").hash.slice(1);
  const join = (invitation: string, email: string) =>
    backend.request("POST", "/api/people", { body: { invitation, email, password: "correct horse battery staple" } });
  const giveAdmin = async (token: string, whom: string) => ask("PUT", `/api/installation/roles/admin/${await personOf(whom)}`, token);
  const proposal = async () => (await rules()).proposals[0]?.id ?? "none";
  const confirm = (token: string, id: string) => ask("POST", `/api/installation/proposals/${id}/confirmation`, token);

  describe("of which there is none yet", () => {
    it("begin with a link, of which the newest is good, and once", async () => {
      const [older, newer] = [await firstRunLink(backend.app, ORIGIN), await firstRunLink(backend.app, ORIGIN)];
      expect(newer).to.match(/^https:\/\/waybill\.example\/account\/invitation\?of=installation#[\w-]{43}$/);
      expectProblem(await join(tokenIn(older), "mallory@run.example"), 403, "identity.invitation-used");
      ann = (await wholeSession(backend, await join(tokenIn(newer), "ann@run.example"))).accessToken;
      expect(await me(ann)).to.deep.include({ organisation: null, installationRoles: ["admin"] });
      expectProblem(await join(tokenIn(newer), "mallory@run.example"), 403, "identity.invitation-used");
      expect(await firstRunLink(backend.app, ORIGIN)).to.equal(null);
    });

    it("come by wallet as well, and no link is good once there is one", async () => {
      await backend.app.db.pool.query("DELETE FROM installation_roles");
      const link = tokenIn(await firstRunLink(backend.app, ORIGIN));
      const wallet = (await signInAs(backend, "operator")).accessToken;
      await backend.app.db.pool.query("INSERT INTO installation_roles (person_id, role, given_at) VALUES ($1, 'admin', now())", [
        await personOf(ann),
      ]);
      expectProblem(await ask("POST", "/api/memberships", wallet, { invitation: link }), 403, "identity.invitation-used");
      await backend.app.db.pool.query("DELETE FROM installation_roles");
      expect((await ask("POST", "/api/memberships", wallet, { invitation: link })).status).to.equal(204);
      expect((await me(wallet)).installationRoles).to.deep.equal(["admin"]);
      await backend.app.db.pool.query("UPDATE installation_roles SET person_id = $1", [await personOf(ann)]);
    });
  });

  describe("under the two-person rule", () => {
    let cleo: string;
    before(async () => {
      bob = (await signInAs(backend, "bob")).accessToken;
      cleo = (await signInAs(backend, "cleo")).accessToken;
    });

    it("end an invitation that is being made while a second is named at a terminal", async () => {
      await setRule(ann, true);
      const given = { person: await personOf(bob), role: "admin", by: "operator" } as const;
      const token = "t".repeat(43);
      const invitedBy = await personOf(ann);
      let giving: Promise<void> | undefined;
      let isGiven = false;
      await inTransaction(backend.app, async (ctx) => {
        expect(await isBoundByTwo(ctx)).to.equal(false);
        const expiresAt = new Date(Date.now() + 60_000);
        await insertInstallationInvitation(ctx, { id: "being made", token, role: "admin", invitedBy, expiresAt });
        giving = inTransaction(backend.app, (other) => giveInstallationRole(other, given)).finally(() => (isGiven = true));
        await waitFor("the second to wait, or to be made", async () => {
          const { rowCount } = await backend.app.db.pool.query("SELECT FROM pg_locks WHERE NOT granted AND locktype = 'advisory'");
          return isGiven || rowCount ? true : undefined;
        });
      });
      await giving;
      expectProblem(await join(token, "mallory@run.example"), 403, "identity.invitation-used");
      await inTransaction(backend.app, (ctx) => takeInstallationRole(ctx, given));
    });

    it("are made by the first one alone, and from the second on by two", async () => {
      expect((await setRule(ann, true)).status).to.equal(204);
      const early = (await ask("POST", "/api/installation/invitations", ann, { role: "admin" })).json<{ token: string }>().token;
      expect((await giveAdmin(ann, bob)).status).to.equal(204);
      expectProblem(await join(early, "mallory@run.example"), 403, "identity.invitation-used");
      expectProblem(await ask("POST", "/api/installation/invitations", ann, { role: "admin" }), 409, "identity.second-admin-needed");

      expect((await giveAdmin(ann, cleo)).status).to.equal(202);
      expect((await me(cleo)).installationRoles).to.deep.equal([]);
      const { twoPersons, proposals } = await rules();
      expect(twoPersons).to.equal(true);
      expect(proposals.map(({ act, person, proposedBy }) => ({ act, person, proposedBy }))).to.deep.equal([
        { act: "give-admin", person: await personOf(cleo), proposedBy: await personOf(ann) },
      ]);
      expectProblem(await confirm(ann, await proposal()), 409, "identity.same-person");
      expectProblem(await confirm(cleo, await proposal()), 403, "platform.forbidden");
      const id = await proposal();
      expect((await confirm(bob, id)).status).to.equal(204);
      expect((await me(cleo)).installationRoles).to.deep.equal(["admin"]);
      expectProblem(await confirm(bob, id), 404, "identity.unknown-proposal");
    });

    it("give the auditor's role alone", async () => {
      const dan = (await signInAs(backend, "dan")).accessToken;
      expect((await ask("PUT", `/api/installation/roles/auditor/${await personOf(dan)}`, ann)).status).to.equal(204);
      expect((await me(dan)).installationRoles).to.deep.equal(["auditor"]);
    });

    it("are two at least, and what one proposed ends with being admin", async () => {
      const dan = (await signInAs(backend, "dan")).accessToken;
      expect((await giveAdmin(cleo, dan)).status).to.equal(202);
      const id = await proposal();
      expect((await ask("DELETE", `/api/installation/roles/admin/${await personOf(cleo)}`, ann)).status).to.equal(204);
      expectProblem(await confirm(bob, id), 404, "identity.unknown-proposal");
      expectProblem(await ask("DELETE", `/api/installation/roles/admin/${await personOf(bob)}`, ann), 409, "identity.last-two-admins");
      expectProblem(await ask("DELETE", "/api/me", bob), 409, "identity.last-two-admins");
      expect((await me(bob)).installationRoles).to.deep.equal(["admin"]);
    });

    for (const [end, name] of [
      ["their role is taken", "eve"],
      ["they erase themselves", "fay"],
    ] as const)
      it(`have invited nobody any more once ${end}, to no organisation either`, async () => {
        const eve = (await signInAs(backend, name)).accessToken;
        await giveAdmin(ann, eve);
        await confirm(bob, await proposal());
        const wishes = [{ role: "auditor" }, { account: accountOf("farm").address, role: "admin" }];
        const invite = async (body: object) =>
          (await ask("POST", "/api/installation/invitations", eve, body)).json<{ token: string }>().token;
        const invitations = await Promise.all(wishes.map(invite));
        const path = name === "eve" ? `/api/installation/roles/admin/${await personOf(eve)}` : "/api/me";
        expect((await ask("DELETE", path, name === "eve" ? ann : eve)).status).to.equal(204);
        for (const invitation of invitations)
          expectProblem(await ask("POST", "/api/memberships", cleo, { invitation }), 403, "identity.invitation-used");
      });

    it("note ADMIN on chain for an account once another has confirmed it, for one call, and any other role alone", async () => {
      const account = accountOf("their multisig").address;
      const granting = (token: string, role = "0", act = "grant") =>
        ask("POST", `/api/installation/access-roles/${role}/chain-acts`, token, {
          ...{ act, account, wallet: accountOf("ann's wallet").address, call: `0x${"ca".repeat(32)}` },
        });
      const notes = async () => Number((await backend.app.db.pool.query("SELECT count(*) AS n FROM chain_notes")).rows[0].n);
      for (const other of [granting(ann, "1"), granting(ann, "0", "revoke")]) expect((await other).status).to.equal(201);
      const before = await notes();
      const refused = await granting(ann);
      expect([refused.status, refused.json()]).to.deep.equal([202, { id: null }]);
      expect((await granting(ann, "00")).status).to.equal(202);
      const [waiting, ...more] = (await rules()).proposals;
      expect(more).to.deep.equal([]);
      expect(waiting).to.deep.include({ act: "grant-admin-on-chain", account, person: null, confirmedAt: null });
      expectProblem(await confirm(ann, waiting?.id ?? ""), 409, "identity.same-person");
      expect((await confirm(bob, waiting?.id ?? "")).status).to.equal(204);
      expect((await rules()).proposals.map(({ confirmedAt }) => confirmedAt === null)).to.deep.equal([false]);
      expect(await notes()).to.equal(before);
      expect((await granting(ann)).status).to.equal(201);
      expect(await notes()).to.equal(before + 1);
      expect((await granting(ann)).status).to.equal(202);
      expect((await ask("DELETE", `/api/installation/proposals/${await proposal()}`, ann)).status).to.equal(204);
    });

    it("switch it off by two, and may withdraw what waits", async () => {
      expect((await setRule(ann, false)).status).to.equal(202);
      expect((await ask("DELETE", `/api/installation/proposals/${await proposal()}`, ann)).status).to.equal(204);
      expect((await rules()).proposals).to.deep.equal([]);
      expect((await setRule(ann, false)).status).to.equal(202);
      expect((await rules()).twoPersons).to.equal(true);
      expectProblem(await confirm(ann, await proposal()), 409, "identity.same-person");
      expect((await confirm(bob, await proposal())).status).to.equal(204);
      expect((await rules()).twoPersons).to.equal(false);
      expect((await giveAdmin(ann, cleo)).status).to.equal(204);
    });

    it("stand in the audit log with each step", async () => {
      const { rows } = await backend.app.db.pool.query<{ action: string }>(
        "SELECT DISTINCT action FROM audit_entries WHERE action ~ '^(proposal|two-person-rule)' ORDER BY action",
      );
      expect(rows.map(({ action }) => action)).to.deep.equal([
        ...["proposal.confirmed", "proposal.made", "proposal.withdrawn", "two-person-rule.changed"],
      ]);
    });
  });
});
