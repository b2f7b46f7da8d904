import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Role } from "@waybill/protocol/permissions/roles";
import { isInScope } from "@waybill/protocol/permissions/scopes";
import type { Showing } from "@waybill/protocol/privacy/masking";
import type { Me } from "@waybill/protocol/schemas/api/identity";
import type { PasskeyCreation } from "@waybill/protocol/schemas/api/passkeys";
import { expect } from "chai";
import { masked } from "../../src/platform/personal/mask.ts";
import { SEALED_COLUMNS } from "../../src/platform/personal/personal-fields.ts";
import { createAuthenticator } from "../support/authenticator.ts";
import { accountOf } from "../support/organisations.ts";
import { wholeSession, type TestApp } from "../support/second-factor.ts";
import { listRoutes, type ListedRoute } from "./routes.ts";
import { makeSubjects, registerOrganisation, signInMember, type Subject } from "./subjects.ts";
import { startWholeBackend, type WholeBackend } from "./whole-backend.ts";

/** One row of the table as people read it: what the server is held to, and not what the server reads. */
interface Row {
  field: string;
  column: string;
  isOfInstallation: boolean;
  to: ReadonlyMap<Role, Showing>;
}

function documentedRows(): Row[] {
  const text = readFileSync(new URL("../../../docs/privacy.md", import.meta.url), "utf8");
  const lines = (text.split("<!-- masking: begin -->")[1]?.split("<!-- masking: end -->")[0] ?? "").trim().split("\n");
  const [head = [], , ...rows] = lines.map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")));
  return rows.map(([, field = "", column = "", heldIn = "", ...cells]) => ({
    ...{ field, column, isOfInstallation: heldIn === "the installation" },
    to: new Map(
      cells.flatMap((cell, index) => (cell === "" || cell === "hidden" ? [] : [[head[index + 4] as Role, cell as Showing] as const])),
    ),
  }));
}

/** What a caller can do about one column, the strongest first. */
const STRENGTH = ["whole", "masked", "hidden"] as const;
type Seen = (typeof STRENGTH)[number];

/** Whole answers about somebody by an act of its own, each with a fresh proof and an entry in the audit log. */
const HANDED_OVER = ["/api/installation/persons/{person}/email", "/api/installation/persons/{person}/export"];
const AT_ONCE = 12;
const DEVICE = "Firefox on Linux";

describe("the table of masking, on every route that reads, with every role", () => {
  const canary = randomBytes(6).toString("hex");
  const rows = documentedRows();
  let backend: WholeBackend;
  let subjects: Subject[];
  let routes: ListedRoute[];
  let ann = { token: "", person: "", order: "" };
  /** What each column holds about the person and the reporter. */
  let words: Readonly<Record<string, string>> = {};
  before(async function () {
    this.timeout(300_000);
    backend = await startWholeBackend();
    await registerOrganisation(backend, "farm");
    subjects = await makeSubjects(backend, "farm");
    routes = (await listRoutes(backend)).filter(({ method, path }) => method === "get" && !HANDED_OVER.includes(path));
    words = await tell();
  });
  after(() => backend.stop());

  async function send(method: string, path: string, token: string, body?: object): Promise<string> {
    const answer = await backend.request(method, path, { token, headers: { "If-Match": "0" }, ...(body && { body }) });
    expect(answer.status, `${method} ${path}: ${answer.text}`).to.be.lessThan(300);
    return answer.text;
  }
  const of = (title: string) => subjects.find((one) => one.title === title)?.token ?? expect.fail(`there is no ${title}`);

  /** Has a person and a reporter tell something for each column. */
  async function tell(): Promise<Record<string, string>> {
    // In small letters: the secret of an app, of capitals and figures, is masked as none of them.
    const [contact, reason, name] = [`bea-${canary}@shop.example`, `case ${canary}`, `dan ${canary}`];
    const { token: owner } = await signInMember(backend, "admin", "farm");
    const { email, token, app } = await join(owner);
    ann = { token, person: (JSON.parse(await send("GET", "/api/me", token)) as Me).person, order: "" };
    ann.order = await order(name);
    const authenticator = createAuthenticator(backend.url.replace("127.0.0.1", "localhost"));
    const options = JSON.parse(await send("POST", "/api/me/passkeys/options", token, {})) as PasskeyCreation;
    const made = JSON.parse(await send("POST", "/api/me/passkeys", token, { passkey: authenticator.create(options) })) as { id: string };
    await send("PUT", `/api/me/passkeys/${made.id}`, token, { name: `key ${canary}` });
    await send("POST", `/api/installation/persons/${ann.person}/hold`, of("admin of the installation"), { reason });
    const sealed = backend.app.personal.seal("reports.contact", "report:r1", contact);
    await backend.app.db.pool.query(
      `WITH kept AS (INSERT INTO reports (id, request_digest, number_hash, subject, kind, text, contact_sealed, reported_at)
         VALUES ('r1', 'r1', 'r1', 'https://id.gs1.org/01/09506000134352/10/LOT1', 'other', 'Bruised', $1, now()) RETURNING id),
       said AS (INSERT INTO consents (owner, purpose, version, is_given, at) VALUES ('report:r1', 'report-contact', 1, true, now()))
       INSERT INTO report_parties (report_id, account, reported_at) SELECT id, $2, now() FROM kept`,
      [sealed, accountOf("farm").address],
    );
    return {
      "person_passwords.email": email,
      "sessions.device": DEVICE,
      "passkeys.name": `key ${canary}`,
      "person_totp.secret": app.text,
      "legal_holds.reason": reason,
      "reports.contact": contact,
      "orders.delivery": name,
    };
  }

  /** Lets a person in whose app's secret is masked otherwise than its device. */
  async function join(owner: string, attempt = 0): Promise<{ email: string; token: string; app: TestApp }> {
    const email = `ann${attempt}-${canary}@farm.example`;
    const invitation = (JSON.parse(await send("POST", "/api/invitations", owner, {})) as { token: string }).token;
    const joined = await backend.request("POST", "/api/people", {
      body: { invitation, email, password: `${canary} horse battery` },
      headers: { "User-Agent": "Firefox/150 Linux" },
    });
    const { accessToken: token, app } = await wholeSession(backend, joined);
    return masked(app.text) === masked(DEVICE) ? join(owner, attempt + 1) : { email, token, app };
  }

  /** Has the person order something to a name. */
  async function order(name: string): Promise<string> {
    const admin = of("admin of the installation");
    const price = { minor: 1190, currency: "EUR" };
    await send("PUT", "/api/articles/09506000134352", admin, { title: "Book", kind: "book", price, taxClass: "books" });
    const rates = { standard: 1900, reduced: 700, books: 700, zero: 0 };
    await send("PUT", "/api/delivery-terms/DE", admin, { shipping: [price], rates });
    const answer = await backend.request("POST", "/api/orders", {
      token: ann.token,
      headers: { "Idempotency-Key": canary },
      body: {
        lines: [{ gtin: "09506000134352", quantity: 1 }],
        delivery: { name, lines: ["1 Orchard Lane"], postcode: "10115", city: "Berlin", country: "DE" },
        payment: { token: "sandbox:approve" },
      },
    });
    expect(answer.status, answer.text).to.equal(202);
    return answer.json<{ id: string }>().id;
  }

  /** Everything that somebody is answered; a route that never ends is left. */
  async function everythingFor({ token }: Pick<Subject, "token">): Promise<string> {
    const asked = routes.filter(({ credential }) => token === undefined || credential !== "none");
    const texts: string[] = [];
    const ask = async ({ path }: ListedRoute) => {
      const named = path
        .replace("/orders/{id}", `/orders/${ann.order}`)
        .replace("{person}", ann.person)
        .replace("{account}", accountOf("farm").address);
      const headers: Record<string, string> = token === undefined ? {} : { Authorization: `Bearer ${token}` };
      const response = await fetch(backend.url + named.replaceAll(/\{\w+\}/g, "1"), { redirect: "manual", headers });
      const isEndless = response.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
      if (isEndless) await response.body?.cancel();
      else texts.push(await response.text());
    };
    for (let i = 0; i < asked.length; i += AT_ONCE) await Promise.all(asked.slice(i, i + AT_ONCE).map(ask));
    return texts.join("\n");
  }

  function seenIn(text: string, column: string): Seen {
    const word = words[column] ?? expect.fail(`nothing was told for ${column}`);
    if (text.includes(word)) return "whole";
    return text.includes(JSON.stringify(masked(word))) ? "masked" : "hidden";
  }
  const strongest = (all: readonly Seen[]): Seen => STRENGTH.find((one) => all.includes(one)) ?? "hidden";
  const rolesIn = (row: Row, { roles, installationRoles }: Subject) => (row.isOfInstallation ? installationRoles : roles);
  const seenAs = (showing: Showing, isConsented: boolean): Seen =>
    showing === "whole" || (showing === "consented" && isConsented) ? "whole" : "masked";
  const allowed = (row: Row, subject: Subject, isConsented: boolean) =>
    strongest(rolesIn(row, subject).flatMap((role) => (row.to.has(role) ? [seenAs(row.to.get(role) as Showing, isConsented)] : [])));

  async function judge(isConsented: boolean): Promise<void> {
    const wrong: string[] = [];
    const reached = new Set<string>();
    for (const subject of subjects) {
      const text = await everythingFor(subject);
      for (const column of Object.keys(words)) {
        const seen = seenIn(text, column);
        const about = rows.filter((row) => row.column === column);
        const most = strongest(about.map((row) => allowed(row, subject, isConsented)));
        if (STRENGTH.indexOf(seen) < STRENGTH.indexOf(most)) wrong.push(`${subject.title} sees ${column} ${seen}, and may ${most}`);
        for (const row of about)
          for (const role of rolesIn(row, subject))
            if (row.to.has(role) && seen === allowed(row, subject, isConsented)) reached.add(`${row.field} for ${role}`);
      }
    }
    expect(wrong).to.deep.equal([]);
    const named = rows.flatMap(({ field, to }) => [...to.keys()].map((role) => `${field} for ${role}`));
    expect([...reached], "each role sees what the table says").to.have.members(named);
    expect(named).to.have.length.greaterThan(8);
  }

  it("has a row for every sealed column, and nothing of a person was told for none", () => {
    const columns = new Set(rows.map(({ column }) => column));
    expect([...columns]).to.include.members([...SEALED_COLUMNS]);
    expect([...columns]).to.have.members(Object.keys(words));
  });

  it("shows nobody more, and each role as much", async () => judge(false)).timeout(300_000);

  it("shows more to those for whom the person consents, and to nobody else", async () => {
    await send("PUT", "/api/me/consents/address-to-organisation", ann.token, { version: 1 });
    await judge(true);
  }).timeout(300_000);

  it("reveals what is masked by an act of its own to those alone whom it names", async () => {
    for (const subject of subjects.filter(({ token }) => token !== undefined)) {
      const answer = await backend.request("GET", `/api/installation/persons/${ann.person}/email`, { token: subject.token ?? "" });
      const named = rows.some((row) => rolesIn(row, subject).some((role) => row.to.get(role) === "revealed"));
      const may = named && isInScope(subject.scopes, "persons:reveal");
      expect(answer.status, subject.title).to.equal(may ? 200 : 403);
      expect(answer.text.includes(words["person_passwords.email"] ?? ""), subject.title).to.equal(may);
    }
  });

  it("shows to whoever it is about all that is its own", async () => {
    const text = await everythingFor({ token: ann.token });
    for (const column of ["person_passwords.email", "sessions.device", "passkeys.name", "legal_holds.reason", "orders.delivery"])
      expect(seenIn(text, column), column).to.equal("whole");
  });
});
