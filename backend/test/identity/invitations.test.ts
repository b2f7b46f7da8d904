import type { AuditEntryView } from "@waybill/protocol/schemas/api/audit";
import type { Me } from "@waybill/protocol/schemas/api/identity";
import type { InstallationInvitationView } from "@waybill/protocol/schemas/api/installation";
import type { OpenInvitationView } from "@waybill/protocol/schemas/api/members";
import { expect } from "chai";
import { takeInvitation } from "../../src/modules/identity/members/members.store.ts";
import { endOpenInvitation } from "../../src/modules/identity/members/open-invitations.store.ts";
import { takeInstallationInvitation } from "../../src/modules/identity/installation/installation-invitations.store.ts";
import { inTransaction, type Ctx } from "../../src/platform/context.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { installationToken } from "../support/installation.ts";
import { accountOf, register } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { wholeSession } from "../support/second-factor.ts";
import { keysAlone, signInAs } from "../support/sessions.ts";
import { waitFor } from "../support/wait-for.ts";

const [FARM, MILL] = [accountOf("farm").address, accountOf("mill").address];
const PASSWORD = "correct horse battery staple";

interface Page<Item> {
  items: Item[];
  next: string | null;
}

describe("open invitations", () => {
  let backend: TestBackend;
  let [farm, mill, admin, auditor] = ["", "", "", ""];
  before(async function () {
    this.timeout(90_000);
    backend = await startTestBackend({}, { verifySignature: keysAlone });
    for (const name of ["farm", "mill"]) await register(backend, name);
    [farm, mill] = [(await signInAs(backend, "farm")).accessToken, (await signInAs(backend, "mill")).accessToken];
    admin = await installationToken(backend, "admin");
    auditor = await installationToken(backend, "auditor");
  });
  after(() => backend.stop());
  afterEach(() => backend.app.db.pool.query("DELETE FROM invitations"));

  const ask = (method: string, path: string, token: string, body?: object) =>
    backend.request(method, path, { token, ...(body ? { body } : {}) });
  const personOf = async (token: string) => (await ask("GET", "/api/me", token)).json<Me>().person;
  const invite = async (token: string, body: object = {}, path = "/api/invitations") =>
    (await ask("POST", path, token, body)).json<{ token: string }>().token;
  const open = async (token: string) => (await ask("GET", "/api/invitations", token)).json<Page<OpenInvitationView>>().items;
  const everywhere = async (token: string, query = "") =>
    (await ask("GET", `/api/installation/invitations?${query}`, token)).json<Page<InstallationInvitationView>>();
  const withdraw = (token: string, id: string | undefined) => ask("DELETE", `/api/invitations/${id}`, token);
  const join = (invitation: string, email: string) =>
    backend.request("POST", "/api/people", { body: { invitation, email, password: PASSWORD } });
  const log = async (subject: string | undefined, token = farm) =>
    (await ask("GET", `/api/audit?subject=${subject}`, token)).json<Page<AuditEntryView>>().items.map(({ entry }) => entry);

  describe("of an organisation", () => {
    it("are listed for its admins with who invited, as what and until when, and without what takes them", async () => {
      const token = await invite(farm, { role: "auditor" });
      await invite(mill);
      const [one, ...more] = await open(farm);
      expect(more).to.deep.equal([]);
      expect(one).to.include({ role: "auditor", invitedBy: await personOf(farm), email: null });
      expect(Date.parse(one?.expiresAt ?? "") - Date.parse(one?.createdAt ?? "")).to.equal(7 * 86_400_000);
      const { text } = await ask("GET", "/api/invitations", farm);
      expect(text).to.not.include(token);
      const { rows } = await backend.app.db.pool.query<{ hash: string }>("SELECT hash FROM invitations");
      for (const { hash } of rows) expect(text).to.not.include(hash);
    });

    it("show the address of who invited as the table of masking says: masked until that person consents", async () => {
      const ann = (await wholeSession(backend, await join(await invite(farm, { role: "admin" }), "ann@farm.example"))).accessToken;
      await invite(ann, { role: "auditor" });
      const addresses = async (token: string) => (await open(token)).map(({ email }) => email);
      expect(await addresses(farm)).to.deep.equal(["a…@farm.example"]);
      expect(await addresses(ann), "her own").to.deep.equal(["ann@farm.example"]);
      expect((await everywhere(admin)).items.map(({ email }) => email)).to.deep.equal(["a…@farm.example"]);
      await ask("PUT", "/api/me/consents/address-to-organisation", ann, { version: 1 });
      expect(await addresses(farm)).to.deep.equal(["ann@farm.example"]);
      expect((await everywhere(admin)).items.map(({ email }) => email)).to.deep.equal(["a…@farm.example"]);
    });

    it("come page by page, the newest first, and are no more listed when they were taken or are too old", async () => {
      const [old] = [await invite(farm), await invite(farm), await invite(farm)];
      const first = (await ask("GET", "/api/invitations?limit=2", farm)).json<Page<OpenInvitationView>>();
      const second = (await ask("GET", `/api/invitations?limit=2&after=${first.next}`, farm)).json<Page<OpenInvitationView>>();
      expect([...first.items, ...second.items]).to.deep.equal(await open(farm));
      expect([first.items.length, second.items.length, second.next]).to.deep.equal([2, 1, null]);
      expect((await join(old, "cleo@farm.example")).status).to.equal(201);
      await backend.app.db.pool.query("UPDATE invitations SET expires_at = now() WHERE id = $1", [first.items[0]?.id]);
      expect((await open(farm)).map(({ id }) => id)).to.deep.equal([first.items[1]?.id]);
    });

    it("are withdrawn by its admins, once, and the link then answers like one that is too old", async () => {
      const token = await invite(farm);
      const [one] = await open(farm);
      expectProblem(await withdraw(mill, one?.id), 404, "identity.unknown-invitation");
      expect((await withdraw(farm, one?.id)).status).to.equal(204);
      expectProblem(await withdraw(farm, one?.id), 404, "identity.unknown-invitation");
      expect(await open(farm)).to.deep.equal([]);
      const old = await invite(farm);
      await backend.app.db.pool.query("UPDATE invitations SET expires_at = now() WHERE used_at IS NULL AND ended_at IS NULL");
      const answers = [await join(token, "mallory@farm.example"), await join(old, "mallory@farm.example")].map((answer) => {
        expectProblem(answer, 403, "identity.invitation-used");
        const { title, detail } = answer.json<{ title: string; detail: string }>();
        return { title, detail };
      });
      expect(answers[0]).to.deep.equal(answers[1]);
      expect(answers[0]?.title).to.equal("This invitation is unknown, used, withdrawn or too old.");
      expectProblem(await ask("POST", "/api/memberships", mill, { invitation: token }), 403, "identity.invitation-used");
    });

    it("stand in the audit log of the organisation, with who made and who withdrew them", async () => {
      await invite(farm, { role: "auditor" });
      const [one] = await open(farm);
      await withdraw(farm, one?.id);
      const entries = await log(one?.id);
      expect(entries.map(({ action, account, details }) => ({ action, account, details }))).to.deep.equal([
        { action: "member.invitation-withdrawn", account: FARM, details: { role: "auditor" } },
        { action: "member.invited", account: FARM, details: { role: "auditor" } },
      ]);
      for (const { actor } of entries) expect(actor).to.include(await personOf(farm));
      expect(await log(one?.id, mill)).to.deep.equal([]);
    });
  });

  describe("of everything", () => {
    const PATH = "/api/installation/invitations";

    it("are listed for admins and auditors of the installation, to it and to all organisations, and narrowed", async () => {
      await invite(farm);
      await invite(admin, { account: MILL, role: "auditor" }, PATH);
      await invite(admin, { role: "auditor" }, PATH);
      const seen = ({ items }: Page<InstallationInvitationView>) =>
        items.map(({ organisation, role }) => [organisation?.account ?? null, role]);
      const all = [
        [null, "auditor"],
        [MILL, "auditor"],
        [FARM, "supplier"],
      ];
      expect(seen(await everywhere(admin))).to.deep.equal(all);
      expect(seen(await everywhere(auditor))).to.deep.equal(all);
      expect(seen(await everywhere(admin, `account=${MILL.toLowerCase()}`))).to.deep.equal([all[1]]);
      expect(seen(await everywhere(admin, `person=${await personOf(admin)}`))).to.deep.equal([all[0], all[1]]);
      expect(seen(await everywhere(admin, "role=auditor")), "not in an organisation").to.deep.equal([all[0]]);
      expect(seen(await everywhere(admin, "role=admin"))).to.deep.equal([]);
      expect((await open(mill)).map(({ role }) => role)).to.deep.equal(["auditor"]);
      expectProblem(await ask("GET", PATH, farm), 403, "platform.forbidden");
    });

    it("are withdrawn by an admin of the installation alone, after a fresh proof", async () => {
      const [toFarm, toRun] = [await invite(farm), await invite(admin, { role: "admin" }, PATH)];
      const [run, act] = (await everywhere(admin)).items;
      expectProblem(await ask("DELETE", `${PATH}/${act?.id}`, auditor), 403, "platform.forbidden");
      await backend.app.db.pool.query("UPDATE sessions SET auth_time = auth_time - interval '1 hour' WHERE person_id = $1", [
        await personOf(admin),
      ]);
      expectProblem(await ask("DELETE", `${PATH}/${act?.id}`, admin), 401, "platform.step-up-required");
      await backend.app.db.pool.query("UPDATE sessions SET auth_time = auth_time + interval '1 hour' WHERE person_id = $1", [
        await personOf(admin),
      ]);
      for (const one of [act, run]) expect((await ask("DELETE", `${PATH}/${one?.id}`, admin)).status).to.equal(204);
      expectProblem(await join(toFarm, "mallory@farm.example"), 403, "identity.invitation-used");
      expectProblem(await join(toRun, "mallory@run.example"), 403, "identity.invitation-used");
      expectProblem(await ask("DELETE", `${PATH}/${run?.id}`, admin), 404, "identity.unknown-invitation");
      expect((await everywhere(admin)).items).to.deep.equal([]);
      const actions = async (id: string | undefined) => (await log(id, admin)).map(({ action, account }) => [action, account]);
      expect(await actions(run?.id)).to.deep.equal([
        ["installation-role.invitation-withdrawn", null],
        ["installation-role.invited", null],
      ]);
      expect(await actions(act?.id)).to.deep.equal([
        ["member.invitation-withdrawn", FARM],
        ["member.invited", FARM],
      ]);
    });
  });

  describe("that are taken while they are withdrawn", () => {
    /** Does the second while the first has done its part and not committed, and answers both. */
    async function together<A, B>(first: (ctx: Ctx) => Promise<A>, second: (ctx: Ctx) => Promise<B>): Promise<[A, B]> {
      let other: Promise<B> | undefined;
      let isOver = false;
      const done = await inTransaction(backend.app, async (ctx) => {
        const result = await first(ctx);
        const before = new Date(ctx.clock.now().getTime() - 1_000);
        // It has read the clock before the first one did.
        other = inTransaction(backend.app, (late) => second({ ...late, clock: { ...late.clock, now: () => before } })).finally(
          () => (isOver = true),
        );
        await waitFor("the second to wait for the first", async () => {
          const { rowCount } = await backend.app.db.pool.query("SELECT FROM pg_locks WHERE NOT granted");
          return isOver || rowCount ? true : undefined;
        });
        return result;
      });
      return [done, await (other as Promise<B>)];
    }
    /** One that is open for so long that a second more or less does not matter. */
    async function openOne(): Promise<{ id: string; token: string }> {
      const token = await invite(farm);
      const { rows } = await backend.app.db.pool.query<{ id: string }>("UPDATE invitations SET created_at = created_at RETURNING id");
      return { id: rows[0]?.id ?? "", token };
    }

    it("are withdrawn where that came first, however long ago the other had read the clock", async () => {
      const { id, token } = await openOne();
      const [ended, taken] = await together(
        (ctx) => endOpenInvitation(ctx, id, FARM),
        (ctx) => takeInvitation(ctx, token),
      );
      expect(ended).to.include({ account: FARM });
      expect(taken).to.equal(undefined);
    });

    it("are taken where that came first", async () => {
      const { id, token } = await openOne();
      const [taken, ended] = await together(
        (ctx) => takeInvitation(ctx, token),
        (ctx) => endOpenInvitation(ctx, id, FARM),
      );
      expect(taken).to.include({ account: FARM });
      expect(ended).to.equal(undefined);
    });

    it("give no role in the installation where they were withdrawn first", async () => {
      const token = await invite(admin, { role: "auditor" }, "/api/installation/invitations");
      const id = (await everywhere(admin)).items[0]?.id ?? "";
      const person = await personOf(farm);
      const [ended, given] = await together(
        (ctx) => endOpenInvitation(ctx, id, null),
        (ctx) => takeInstallationInvitation(ctx, token, person),
      );
      expect(ended).to.deep.include({ account: null, role: "auditor" });
      expect(given).to.equal(undefined);
      expect((await ask("GET", "/api/me", farm)).json<Me>().installationRoles).to.deep.equal([]);
    });

    it("have one winner over HTTP, each time", async () => {
      for (let round = 0; round < 6; round++) {
        const { id, token } = await openOne();
        const [withdrawn, joined] = await Promise.all([withdraw(farm, id), join(token, `round${round}@farm.example`)]);
        expect([withdrawn.status, joined.status]).to.be.deep.oneOf([
          [204, 403],
          [404, 201],
        ]);
        await backend.app.db.pool.query("DELETE FROM invitations");
      }
    }).timeout(30_000);
  });
});
