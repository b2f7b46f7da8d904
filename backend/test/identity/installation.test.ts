import type { AccessGrant, Me } from "@waybill/protocol/schemas/api/identity";
import type {
  InstallationKeyView,
  InstallationOrganisationView,
  InstallationSessionView,
  PersonView,
} from "@waybill/protocol/schemas/api/installation";
import type { InstallationRoleView } from "@waybill/protocol/schemas/api/members";
import { ROLE } from "@waybill/protocol/typed-data/roles";
import { expect } from "chai";
import { startTestBackend, type Answer, type TestBackend } from "../support/backend.ts";
import { installationToken } from "../support/installation.ts";
import { accountOf, register, tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { wholeSession } from "../support/second-factor.ts";
import { keysAlone, signInAs } from "../support/sessions.ts";

const [FARM, MILL] = [accountOf("farm").address, accountOf("mill").address];
/** What goes with each note of an act on chain. */
const SENDING = { wallet: MILL, call: `0x${"ca".repeat(32)}` };

interface Page<Item> {
  items: Item[];
  next: string | null;
}

describe("the lists of an installation", () => {
  let backend: TestBackend;
  let admin: string;
  let auditor: string;
  let farm: string;
  before(async function () {
    this.timeout(90_000);
    backend = await startTestBackend({}, { verifySignature: keysAlone });
    for (const name of ["farm", "mill"]) await register(backend, name);
    farm = (await signInAs(backend, "farm")).accessToken;
    admin = (await signInAs(backend, "operator")).accessToken;
    auditor = await joined("ann@farm.example");
    await backend.app.db.pool.query(
      "INSERT INTO installation_roles (person_id, role, given_at) VALUES ($1, 'admin', now()), ($2, 'auditor', now())",
      [...[(await me(admin)).person, (await me(auditor)).person]],
    );
  });
  after(() => backend.stop());

  const ask = (method: string, path: string, token: string, body?: object) =>
    backend.request(method, path, { token, ...(body ? { body } : {}) });
  const me = async (token: string) => (await ask("GET", "/api/me", token)).json<Me>();
  async function list<Item>(path: string, token = admin): Promise<Page<Item>> {
    return (await ask("GET", `/api/installation/${path}`, token)).json<Page<Item>>();
  }
  /** Somebody who took an invitation of the farm's. */
  async function joined(email: string): Promise<string> {
    const { token: invitation } = (await ask("POST", "/api/invitations", farm, {})).json<{ token: string }>();
    const body = { invitation, email, password: "correct horse battery staple" };
    return (await wholeSession(backend, await backend.request("POST", "/api/people", { body }))).accessToken;
  }

  describe("of keys", () => {
    const named = async (query: string) => (await list<InstallationKeyView>(`keys?${query}`)).items.map(({ name }) => name);
    before(async () => {
      for (const name of ["Scanner one", "Scanner two", "Gate"])
        await ask("POST", "/api/keys", farm, { name, scopes: ["capture"], days: 1 });
      await ask("POST", "/api/keys", (await signInAs(backend, "mill")).accessToken, { name: "Scales", scopes: ["claims"], days: 1 });
    });

    it("has those of all organisations, the newest first, page by page, and ends", async () => {
      expect(await named("limit=100")).to.deep.equal(["Scales", "Gate", "Scanner two", "Scanner one"]);
      const found: string[] = [];
      let after: string | null = "";
      do {
        const page: Page<InstallationKeyView> = await list(`keys?limit=1${after === "" ? "" : `&after=${after}`}`);
        found.push(...page.items.map(({ name }) => name));
        after = page.next;
      } while (after !== null);
      expect(found).to.deep.equal(["Scales", "Gate", "Scanner two", "Scanner one"]);
      expectProblem(await ask("GET", "/api/installation/keys?after=yesterday", admin), 400, "platform.bad-request");
    });

    it("is narrowed by name, organisation, scope and state, all at once", async () => {
      expect(await named("name=SCANNER")).to.deep.equal(["Scanner two", "Scanner one"]);
      expect(await named(`account=${MILL.toLowerCase()}`)).to.deep.equal(["Scales"]);
      expect(await named("scope=capture&name=gate&state=good")).to.deep.equal(["Gate"]);
      expect(await named("state=revoked")).to.deep.equal([]);
      expect(await named("name=%25")).to.deep.equal([]);
    });

    it("lets an admin revoke one at once, which the log has under that organisation; and an auditor nothing", async () => {
      const token = await tokenOf(backend, MILL);
      const { id } = (await list<InstallationKeyView>(`keys?account=${MILL}`)).items[0] as InstallationKeyView;
      expect((await ask("PUT", "/api/products/09506000134352", token, { name: "Flour" })).status).to.be.lessThan(300);
      expectProblem(await ask("DELETE", `/api/installation/keys/${id}`, auditor), 403, "platform.forbidden");
      expect((await ask("DELETE", `/api/installation/keys/${id}`, admin)).status).to.equal(204);
      expectProblem(await ask("DELETE", `/api/installation/keys/${id}`, admin), 404, "identity.unknown-key");
      expectProblem(await ask("PUT", "/api/products/09506000134352", token, { name: "Flour" }), 401, "platform.unauthorised");
      expect((await list<InstallationKeyView>("keys?state=revoked")).items.map((key) => key.id)).to.deep.equal([id]);
      const { rows } = await backend.app.db.pool.query("SELECT account FROM audit_entries WHERE action = 'key.revoked' AND subject = $1", [
        id,
      ]);
      expect(rows).to.deep.equal([{ account: MILL }]);
    });
  });

  describe("of sessions", () => {
    it("has everybody's, with their addresses masked but for one's own", async () => {
      const seen = async (token: string) =>
        (await list<InstallationSessionView>("sessions?beganBy=password", token)).items.map(({ email }) => email);
      expect(await seen(admin)).to.deep.equal(["a…@farm.example"]);
      expect(await seen(auditor), "her own").to.deep.equal(["ann@farm.example"]);
      const roles = async (token: string) => (await list<InstallationRoleView>("roles", token)).items.map(({ email }) => email);
      expect(await roles(admin)).to.deep.equal([null, "a…@farm.example"]);
      expect(await roles(auditor), "her own").to.deep.equal([null, "ann@farm.example"]);
      const own = (await list<InstallationSessionView>("sessions")).items.filter(({ isCurrent }) => isCurrent);
      expect(own.map(({ person }) => person)).to.deep.equal([(await me(admin)).person]);
      const ofFarm = (await list<InstallationSessionView>(`sessions?account=${FARM}`)).items;
      expect(ofFarm.map(({ organisation }) => organisation?.account)).to.deep.equal([FARM, FARM]);
    });

    it("names no organisation for one of a wallet that nobody has registered", async () => {
      const { accessToken } = await signInAs(backend, "stranger");
      const { person } = await me(accessToken);
      const [own] = (await list<InstallationSessionView>(`sessions?person=${person}`)).items;
      expect([own?.beganBy, own?.organisation]).to.deep.equal(["wallet", null]);
    });

    it("lets an admin end one, at once for what it writes", async () => {
      const token = await joined("bob@farm.example");
      const { session, person } = await me(token);
      expectProblem(await ask("DELETE", `/api/installation/sessions/${session}`, auditor), 403, "platform.forbidden");
      expect((await ask("DELETE", `/api/installation/sessions/${session}`, admin)).status).to.equal(204);
      expectProblem(await ask("GET", "/api/me", token), 401, "platform.unauthorised");
      expect((await list<InstallationSessionView>(`sessions?person=${person}`)).items).to.deep.equal([]);
      expectProblem(await ask("DELETE", `/api/installation/sessions/${session}`, admin), 404, "identity.unknown-session");
    });
  });

  describe("of people", () => {
    const people = async (query: string, token = admin) => (await list<PersonView>(`people?${query}`, token)).items;

    it("finds somebody by id or wallet, and by what they are in the installation or act for", async () => {
      const { person: annsId } = (await ask("POST", "/api/installation/persons/lookup", admin, { named: "ANN@farm.example" })).json<{
        person: string;
      }>();
      const ann = (await people(`named=${annsId}`))[0] as PersonView;
      expect(ann).to.include({ email: "a…@farm.example", sessions: 1, hasPasskey: false });
      expect(ann.installationRoles).to.deep.equal(["auditor"]);
      expect(ann.memberships.map(({ organisation, role }) => [organisation.account, role])).to.deep.equal([[FARM, "supplier"]]);
      expect((await people(`named=${ann.person}`, auditor)).map(({ email }) => email)).to.deep.equal(["ann@farm.example"]);
      expect((await people(`named=${FARM.toLowerCase()}`)).map(({ wallets }) => wallets)).to.deep.equal([[FARM]]);
      expect((await people("named=ann")).length).to.equal(0);
      expect((await people("role=admin")).map(({ person }) => person)).to.deep.equal([(await me(admin)).person]);
      expect((await people(`account=${FARM}&role=auditor`)).map(({ person }) => person)).to.deep.equal([ann.person]);
    });

    it("finds nobody by an e-mail address in an address of the API: that is an admin's act, in a body, and is recorded", async () => {
      for (const token of [admin, auditor])
        for (const named of ["ann%40farm.example", "nobody@farm.example", "@"]) {
          const refused = await ask("GET", `/api/installation/people?named=${named}`, token);
          expectProblem(refused, 400, "platform.bad-request");
          expect(refused.text).to.include("/api/installation/persons/lookup").and.not.include("farm.example");
        }
    });

    it("lets an admin end somebody's sessions and membership, and an auditor nothing", async () => {
      const token = await joined("cleo@farm.example");
      const { person } = await me(token);
      const paths = [`people/${person}/memberships/${FARM}`, `people/${person}/sessions`].map((path) => `/api/installation/${path}`);
      for (const path of paths) expectProblem(await ask("DELETE", path, auditor), 403, "platform.forbidden");
      expect((await ask("DELETE", paths[0] ?? "", admin)).status).to.equal(204);
      expect((await me(token)).organisation).to.equal(null);
      expectProblem(await ask("DELETE", paths[0] ?? "", admin), 404, "identity.unknown-member");
      expect((await ask("DELETE", paths[1] ?? "", admin)).status).to.equal(204);
      expectProblem(await ask("GET", "/api/me", token), 401, "platform.unauthorised");
      expectProblem(await ask("DELETE", "/api/installation/people/nobody/sessions", admin), 404, "identity.unknown-person");
    });

    it("lets an admin invite to any organisation as what it is, and to audit the installation", async () => {
      const invite = (body: object) => ask("POST", "/api/installation/invitations", admin, body);
      expectProblem(await invite({ account: MILL, role: "carrier" }), 409, "identity.role-not-held");
      expectProblem(await invite({ role: "warehouse" }), 400, "platform.bad-request");
      const take = async (made: Answer, email: string) => {
        const { token: invitation } = made.json<{ token: string }>();
        return backend.request("POST", "/api/people", { body: { invitation, email, password: "correct horse battery staple" } });
      };
      const miller = (await take(await invite({ account: MILL, role: "admin" }), "dan@mill.example")).json<AccessGrant>().accessToken;
      expect((await me(miller)).organisation?.account).to.equal(MILL);
      const made = await invite({ role: "auditor" });
      const reader = (await take(made, "eve@audit.example")).json<AccessGrant>().accessToken;
      expect(await me(reader)).to.deep.include({ organisation: null, installationRoles: ["auditor"] });
      const { person } = await me(reader);
      const { rows } = await backend.app.db.pool.query(
        "SELECT actor FROM audit_entries WHERE action = 'installation-role.given' AND subject = $1",
        [person],
      );
      expect(rows, "whoever takes it does it").to.deep.equal([{ actor: `person:${person}` }]);
      expectProblem(await take(made, "fay@audit.example"), 403, "identity.invitation-used");
    });
  });

  describe("of organisations", () => {
    const named = async (query: string) =>
      (await list<InstallationOrganisationView>(`organisations?${query}`)).items.map(({ organisation, state }) => [
        organisation.account,
        state,
      ]);

    it("has those with a profile here and those that are on chain alone, each with its state and who acts for it", async () => {
      const service = accountOf("verifying service").address;
      backend.chain.actors.set(service, { roles: ROLE.verifier, registeredAt: new Date(), revokedAt: new Date(), finality: "final" });
      await register(backend, "later");
      backend.chain.actors.delete(accountOf("later").address);
      expect(await named("state=registered")).to.deep.equal([
        [FARM, "registered"],
        [MILL, "registered"],
      ]);
      expect(await named("role=verifier")).to.deep.equal([[service, "revoked"]]);
      expect(await named("state=pending&named=LATE")).to.deep.equal([[accountOf("later").address, "pending"]]);
      const one = (await ask("GET", `/api/installation/organisations/${FARM.toLowerCase()}`, auditor)).json<InstallationOrganisationView>();
      expect(one).to.deep.include({ state: "registered", roles: ["producer"], rolesAsked: ["producer"], people: 2, keys: 3 });
      const nobody = (await ask("GET", `/api/installation/organisations/0x${"9".repeat(40)}`, admin)).json<InstallationOrganisationView>();
      expect(nobody).to.deep.include({ state: "unknown", profileHash: null, people: 0 });
    });

    it("goes on page by page where accounts have no name", async () => {
      const found: string[] = [];
      let after: string | null = null;
      do {
        const query: string = after === null ? "limit=1" : `limit=1&after=${encodeURIComponent(after)}`;
        const page: Page<InstallationOrganisationView> = await list(`organisations?${query}`);
        found.push(...page.items.map(({ organisation }) => organisation.account));
        after = page.next;
      } while (after !== null);
      expect(found)
        .to.have.length(4)
        .and.to.deep.equal([...new Set(found)]);
    });

    it("notes which admin is about to do what was announced on chain, or to call it off, after a fresh proof", async () => {
      const id = `0x${"ab".repeat(32)}`;
      const path = `/api/installation/operations/${id}/chain-acts`;
      expectProblem(await ask("POST", path, auditor, { act: "cancel", ...SENDING }), 403, "platform.forbidden");
      expectProblem(await ask("POST", path, admin, { act: "cancel" }), 400, "platform.bad-request");
      for (const act of ["execute", "cancel"]) expect((await ask("POST", path, admin, { act, ...SENDING })).status).to.equal(201);
      const { rows } = await backend.app.db.pool.query("SELECT action, actor FROM audit_entries WHERE subject = $1 ORDER BY sequence", [
        id,
      ]);
      const actor = `person:${(await me(admin)).person}`;
      expect(rows).to.deep.equal([
        { action: "operation.executing", actor },
        { action: "operation.cancelling", actor },
      ]);
      const move = (by: string) =>
        backend.app.db.pool.query("UPDATE sessions SET auth_time = auth_time + $2::interval WHERE person_id = $1", [actor.slice(7), by]);
      await move("-1 hour");
      expectProblem(await ask("POST", path, admin, { act: "execute", ...SENDING }), 401, "platform.step-up-required");
      await move("1 hour");
    });

    it("notes which admin is about to give a role on chain, or to take it away", async () => {
      const path = "/api/installation/access-roles/2/chain-acts";
      const account = MILL.toLowerCase();
      expectProblem(await ask("POST", path, auditor, { act: "grant", account, ...SENDING }), 403, "platform.forbidden");
      expect((await ask("POST", path.replace("/2/", "/x/"), admin, { act: "grant", account, ...SENDING })).status).to.equal(400);
      for (const act of ["grant", "revoke"]) expect((await ask("POST", path, admin, { act, account, ...SENDING })).status).to.equal(201);
      const { rows } = await backend.app.db.pool.query(
        "SELECT action, account, details FROM audit_entries WHERE subject = $1 AND action LIKE 'access-role.%' ORDER BY sequence",
        [MILL],
      );
      expect(rows).to.deep.equal([
        { action: "access-role.granting", account: MILL, details: { role: "2" } },
        { action: "access-role.revoking", account: MILL, details: { role: "2" } },
      ]);
    });

    it("keeps wallet and call of a note, and for who made it alone the transaction", async () => {
      const noted = await ask("POST", `/api/installation/organisations/${FARM}/chain-acts`, admin, { act: "revoke", ...SENDING });
      const { id } = noted.json<{ id: string }>();
      const path = `/api/installation/chain-notes/${id}/transaction`;
      const hash = `0x${"cd".repeat(32)}`;
      expectProblem(await ask("PUT", path, auditor, { hash }), 403, "platform.forbidden");
      expect((await ask("PUT", path, admin, { hash })).status).to.equal(204);
      const other = await installationToken(backend, "admin", "another admin");
      expectProblem(await ask("PUT", path, other, { hash: `0x${"ef".repeat(32)}` }), 404, "identity.unknown-note");
      const { rows } = await backend.app.db.pool.query(
        "SELECT wallet, call_hash, action, transaction_hash FROM chain_notes WHERE id = $1",
        [id],
      );
      expect(rows).to.deep.equal([{ wallet: MILL, call_hash: SENDING.call, action: "actor.revoking", transaction_hash: hash }]);
    });

    it("notes which admin is about to change an actor on chain", async () => {
      const path = `/api/installation/organisations/${MILL}/chain-acts`;
      expectProblem(await ask("POST", path, auditor, { act: "revoke", ...SENDING }), 403, "platform.forbidden");
      expect((await ask("POST", path, admin, { act: "register", roles: ROLE.carrier, ...SENDING })).status).to.equal(201);
      expect((await ask("POST", path, admin, { act: "revoke", ...SENDING })).status).to.equal(201);
      const { rows } = await backend.app.db.pool.query(
        "SELECT action, actor, details FROM audit_entries WHERE subject = $1 AND action LIKE 'actor.%' ORDER BY sequence",
        [MILL],
      );
      const actor = `person:${(await me(admin)).person}`;
      expect(rows).to.deep.equal([
        { action: "actor.registering", actor, details: { roles: ROLE.carrier } },
        { action: "actor.revoking", actor, details: {} },
      ]);
    });
  });
});
