import { CERTIFICATE, keptDocument } from "../support/documents.ts";
import { placeCounts, storedFile, type PlaceCounts, type StoredFile } from "@waybill/protocol/schemas/api/copies";
import type { Me } from "@waybill/protocol/schemas/api/identity";
import {
  holdView,
  personReach,
  retentionView,
  type HoldView,
  type PersonExport,
  type PersonReach,
  type RetentionView,
} from "@waybill/protocol/schemas/api/privacy";
import { settingView, type SettingView } from "@waybill/protocol/schemas/api/settings";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { expect } from "chai";
import { contentIdOf } from "@waybill/protocol/documents/content-id";
import { applyRetention } from "../../src/modules/privacy/apply-retention.ts";
import { insertInstallationRole } from "../../src/modules/identity/installation/installation-roles.store.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { startTestBackend, type Answer, type TestBackend } from "../support/backend.ts";
import { installationToken } from "../support/installation.ts";
import { accountOf, register, tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { signInAs, keysAlone } from "../support/sessions.ts";
import { keepQuery, subscribe } from "../support/subscribing.ts";
import { waitFor } from "../support/wait-for.ts";

const EMAIL = "ann@farm.example";
const MASKED = "a…@farm.example";

describe("what whoever runs an installation sees and does", () => {
  let backend: TestBackend;
  let admin: string;
  let auditor: string;
  let now = new Date("2026-06-01T10:00:00Z");
  before(async () => {
    const env = { IPFS_API_URL: "http://ann:secret@127.0.0.1:1/api" };
    backend = await startTestBackend(env, { clock: { now: () => now }, verifySignature: keysAlone });
    await register(backend, "farm");
  });
  beforeEach(async () => {
    // Past whatever was proven before.
    now = new Date(now.getTime() + 3_600_000);
    [admin, auditor] = [await installationToken(backend, "admin"), await installationToken(backend, "auditor")];
  });
  after(() => backend.stop());

  const ask = (method: string, path: string, token: string, body?: object) =>
    backend.request(method, `/api/installation${path}`, { token, ...(body && { body }) });
  /** In the form that the reference promises. */
  const SCHEMAS = {
    "/holds": pageOf(holdView.strict()),
    "/retention": pageOf(retentionView.strict()),
    "/settings": pageOf(settingView.strict()),
    "/copies/places": pageOf(placeCounts.strict()),
    "/copies": pageOf(storedFile.strict()),
  } as const;
  const items = async <Item>(path: string, token = admin): Promise<Item[]> => {
    const schema = SCHEMAS[path.split("?")[0] as keyof typeof SCHEMAS];
    return schema.parse((await ask("GET", path, token)).json()).items as unknown as Item[];
  };
  const acts = async (subject: string) => {
    const answer = await backend.request("GET", `/api/audit?subject=${encodeURIComponent(subject)}`, { token: auditor });
    return answer.json<{ items: { entry: { action: string } }[] }>().items.map(({ entry }) => entry.action);
  };

  it("pauses anybody's subscription after a fresh proof, and sets nobody else's secret", async () => {
    const farm = await tokenOf(backend, accountOf("farm").address);
    await keepQuery(backend, farm);
    const id = await subscribe(backend, farm, { dest: "http://127.0.0.1:9/", stream: true, signatureToken: "secret" });
    const secret = { signatureToken: "mine", overlapSeconds: 0 };
    const row = async () => (await backend.app.db.pool.query("SELECT * FROM subscriptions WHERE id = $1", [id])).rows;
    const before = await row();
    expectProblem(
      await backend.request("PUT", `/api/subscriptions/${id}/signature-token`, { token: admin, body: secret }),
      403,
      "platform.forbidden",
    );
    const pause = () => backend.request("POST", `/api/subscriptions/${id}/pause`, { token: admin });
    now = new Date(now.getTime() + 400_000);
    expectProblem(await pause(), 401, "platform.step-up-required");
    expect(await row()).to.deep.equal(before);
    admin = await installationToken(backend, "admin");
    expect((await pause()).status).to.equal(204);
    expect((await backend.request("PUT", `/api/subscriptions/${id}/signature-token`, { token: farm, body: secret })).status).to.equal(204);
  });

  describe("of people", () => {
    let person = "";
    before(async () => {
      const owner = (await signInAs(backend, "farm")).accessToken;
      const { token: invitation } = (await backend.request("POST", "/api/invitations", { token: owner, body: {} })).json<{
        token: string;
      }>();
      const joined = await backend.request("POST", "/api/people", {
        body: { invitation, email: EMAIL, password: "correct horse battery staple" },
      });
      const { accessToken: token } = joined.json<{ accessToken: string }>();
      person = (await backend.request("GET", "/api/me", { token })).json<Me>().person;
    });

    it("finds one by address, wallet or id, which is recorded", async () => {
      const find = async (named: string) => (await ask("POST", "/persons/lookup", admin, { named })).json<{ person: string }>().person;
      expect([await find(" ANN@farm.example "), await find(person)]).to.deep.equal([person, person]);
      expect(await find(accountOf("farm").address)).to.match(/./);
      expect(await acts(person)).to.include("person.looked-up");
      expectProblem(await ask("POST", "/persons/lookup", admin, { named: "nobody@farm.example" }), 404, "privacy.unknown-person");
      expectProblem(await ask("POST", "/persons/lookup", auditor, { named: EMAIL }), 403, "platform.forbidden");
    });

    it("shows what an erasure would take and leave, and auditors nothing that somebody typed", async () => {
      const reach = personReach.strict().parse((await ask("GET", `/persons/${person}/reach`, admin)).json());
      expect(reach).to.deep.include({ person, email: MASKED, isErased: false, hold: null, openSessions: 1 });
      expect(reach.organisations.map(({ account }) => account)).to.deep.equal([accountOf("farm").address]);
      const [password, log] = ["person_passwords", "audit_entries"].map((table) => reach.tables.find((one) => one.table === table));
      expect([password?.stays, log?.stays]).to.deep.equal([null, "an entry names nobody but by a random id, and the log is chained"]);
      const seen = await ask("GET", `/persons/${person}/reach`, auditor);
      expect(seen.json<PersonReach>()).to.deep.equal(reach);
      expect((await ask("GET", "/persons/nobody/reach", admin)).status).to.equal(404);
    });

    it("reveals a whole address to admins after a fresh proof, which is recorded", async () => {
      expect((await ask("GET", `/persons/${person}/email`, admin)).json()).to.deep.equal({ email: EMAIL });
      expect((await acts(person))[0]).to.equal("person.revealed");
      expectProblem(await ask("GET", `/persons/${person}/email`, auditor), 403, "platform.forbidden");
      expectProblem(await ask("GET", "/persons/nobody/email", admin), 404, "privacy.unknown-person");
      const begin = now;
      now = new Date(begin.getTime() + 6 * 60_000);
      expectProblem(await ask("GET", `/persons/${person}/email`, admin), 401, "platform.step-up-required");
      now = begin;
      expect((await acts(person)).filter((action) => action === "person.revealed")).to.have.length(1);
    });

    it("erases no other admin of the installation, who is one until that is taken away by its rules", async () => {
      await installationToken(backend, "admin", "second");
      const second = (await ask("POST", "/persons/lookup", admin, { named: accountOf("second").address })).json<{ person: string }>()
        .person;
      expect((await ask("GET", `/persons/${second}/reach`, admin)).json<PersonReach>().installationRoles).to.deep.equal(["admin"]);
      expectProblem(await ask("DELETE", `/persons/${second}`, admin), 409, "privacy.is-admin");
      expect((await ask("DELETE", `/roles/admin/${second}`, admin)).status).to.equal(204);
      expect((await ask("DELETE", `/persons/${second}`, admin)).status).to.equal(204);
    });

    it("erases nobody who becomes an admin of the installation at that moment", async () => {
      await installationToken(backend, "auditor", "third");
      const { person: third } = (await ask("POST", "/persons/lookup", admin, { named: accountOf("third").address })).json<{
        person: string;
      }>();
      let answer: Promise<Answer> | undefined;
      await inTransaction(backend.app, async (ctx) => {
        await insertInstallationRole(ctx, third, "admin");
        answer = ask("DELETE", `/persons/${third}`, admin);
        await waitFor("the request to wait", async () => {
          const { rowCount } = await backend.app.db.pool.query(
            "SELECT FROM pg_locks WHERE NOT granted AND locktype IN ('transactionid', 'tuple')",
          );
          return rowCount ? true : undefined;
        });
      });
      expectProblem((await answer) ?? expect.fail("nobody asked"), 409, "privacy.is-admin");
    });

    it("exports everything after a fresh proof", async () => {
      now = new Date(now.getTime() + 6 * 60_000);
      expectProblem(await ask("GET", `/persons/${person}/export`, admin), 401, "platform.step-up-required");
      admin = await installationToken(backend, "admin");
      const answer = await ask("GET", `/persons/${person}/export`, admin);
      expect(answer.json<PersonExport>().tables["person_passwords"]?.[0]).to.include({ email: EMAIL });
      expect(answer.headers.get("content-disposition")).to.match(/^attachment/);
      expectProblem(await ask("GET", `/persons/${person}/export`, auditor), 403, "platform.forbidden");
    });

    it("erases nobody who is under a legal hold, and anybody else for ever", async () => {
      for (const act of ["hold", "release"])
        expectProblem(await ask("POST", `/persons/${person}/${act}`, auditor, { reason: "Case 7" }), 403, "platform.forbidden");
      expectProblem(await ask("POST", `/persons/${person}/hold`, admin, { reason: " " }), 400, "platform.bad-request");
      expect((await ask("POST", `/persons/${person}/hold`, admin, { reason: "Case 7" })).status).to.equal(204);
      expectProblem(await ask("DELETE", `/persons/${person}`, admin), 409, "privacy.legal-hold");
      const [hold] = await items<HoldView>("/holds?state=open");
      expect(hold).to.deep.equal({ person, since: now.toISOString(), liftedAt: null, reason: "Case 7" });
      expect(await items<HoldView>("/holds", auditor)).to.deep.equal([{ ...hold, reason: null }]);
      expect(await items<HoldView>("/holds?state=lifted")).to.deep.equal([]);
      expect((await ask("POST", `/persons/${person}/release`, admin, { reason: "Closed" })).status).to.equal(204);
      expect((await items<HoldView>("/holds?state=lifted"))[0]?.reason).to.equal("Case 7\nLifted: Closed");
      expectProblem(await ask("DELETE", `/persons/${person}`, auditor), 403, "platform.forbidden");
      expect((await ask("DELETE", `/persons/${person}`, admin)).status).to.equal(204);
      expect((await ask("DELETE", `/persons/${person}`, admin)).status, "once more").to.equal(204);
      const reach = (await ask("GET", `/persons/${person}/reach`, admin)).json<PersonReach>();
      expect([reach.isErased, reach.email, reach.since]).to.deep.equal([true, null, null]);
      expect(reach.tables.every(({ stays }) => stays !== null)).to.equal(true);
      expect((await acts(person)).slice(0, 3)).to.deep.equal(["person.erased", "person.released", "person.held"]);
    });
  });

  it("lists settings and rules of retention by what they are about", async () => {
    expect((await items<SettingView>("/settings?named=relayer_key")).map(({ name }) => name)).to.include("RELAYER_KEY");
    expect(new Set((await items<SettingView>("/settings?source=absent")).map(({ source }) => source))).to.deep.equal(new Set(["absent"]));
    const rules = await items<RetentionView>("/retention?named=session&held=yes");
    expect(rules.map(({ table }) => table)).to.deep.equal(["sessions"]);
    for (const path of ["/settings?source=nowhere", "/retention?held=maybe", `/retention?named=${"x".repeat(101)}`])
      expect((await ask("GET", path, admin)).status, path).to.equal(400);
  });

  it("counts what each rule of retention removed", async () => {
    await signInAs(backend, "farm");
    const rule = async () => (await items<RetentionView>("/retention", auditor)).find(({ table }) => table === "sign_in_challenges");
    now = new Date(now.getTime() + 2 * 86_400_000);
    admin = await installationToken(backend, "admin");
    auditor = await installationToken(backend, "auditor");
    const before = await rule();
    const { rows } = await backend.app.db.pool.query<{ due: number }>(
      "SELECT count(*)::integer AS due FROM sign_in_challenges WHERE expires_at < $1",
      [now],
    );
    await applyRetention(backend.app);
    await applyRetention(backend.app);
    const after = await rule();
    expect(rows[0]?.due).to.be.greaterThan(0);
    expect(after?.ranAt).to.equal(now.toISOString());
    expect(after?.removed.today).to.equal(rows[0]?.due);
    expect((after?.removed.ever ?? 0) - (before?.removed.ever ?? 0)).to.equal(rows[0]?.due);
  });

  it("lists every setting, and no secret", async () => {
    const answer = await ask("GET", "/settings", auditor);
    const settings = new Map((await items<SettingView>("/settings", auditor)).map((one) => [one.name, one]));
    expect(settings.get("RELAYER_KEY")).to.include({ isSecret: true, source: "environment", value: null });
    expect(settings.get("REGISTRAR_KEY")).to.include({ source: "absent", since: null });
    expect(settings.get("ANCHOR_MAX_EVENTS")).to.include({ source: "default", value: "256" });
    expect(settings.get("IPFS_API_URL")?.value).to.equal("http://…@127.0.0.1:1/api");
    expect(answer.text).not.to.match(/4444|secret@|postgres:\/\//);
  });

  it("lists files with their copies, tells nothing of private ones, and has copies made again", async () => {
    const farm = (await signInAs(backend, "farm")).accessToken;
    const key = await backend.request("POST", "/api/keys", { token: farm, body: { name: "Office", scopes: ["capture"], days: 1 } });
    const token = key.json<{ key: string }>().key;
    const open = await keptDocument(backend, CERTIFICATE, { token });
    now = new Date(now.getTime() + 1_000);
    const secret = await keptDocument(backend, Buffer.from("Contract"), { token, name: "contract.txt", visibility: "private" });
    const files = await items<StoredFile>("/copies", auditor);
    expect(files.map(({ cid, visibility, sizeBytes }) => [cid, visibility, sizeBytes])).to.deep.equal([
      [secret.cid, "private", null],
      [open.cid, "public", CERTIFICATE.length],
    ]);
    expect(files[1]?.owners.map(({ name }) => name)).to.deep.equal([open.owner.name]);
    expect(files[1]?.pins.map(({ place, state }) => `${place} ${state}`)).to.deep.equal(["here kept", "node waiting"]);
    const first = (await ask("GET", "/copies?limit=1", admin)).json<{ items: StoredFile[]; next: string }>();
    expect((await items<StoredFile>(`/copies?limit=1&after=${first.next}`)).map(({ cid }) => cid)).to.deep.equal([open.cid]);
    for (const [query, count] of Object.entries({
      "state=waiting": 2,
      "state=waiting&place=here": 0,
      "state=missing": 0,
      [`cid=${open.cid}`]: 1,
      [`account=${accountOf("farm").address.toLowerCase()}`]: 2,
      [`account=${accountOf("mill").address}`]: 0,
    }))
      expect(await items(`/copies?${query}`), query).to.have.length(count);
    const [here, node] = await items<PlaceCounts>("/copies/places", auditor);
    expect(here).to.include({ place: "here", kept: 2, waiting: 0, missing: 0, keptBytes: CERTIFICATE.length + "Contract".length });
    expect(node).to.include({ place: "node", kept: 0, waiting: 2 });
    await backend.app.db.pool.query("UPDATE document_pins SET checked_at = $1 WHERE place = 'node' AND cid = $2", [now, open.cid]);
    expect((await items<PlaceCounts>("/copies/places"))[1]?.oldestCheckAt, "the other was never looked at").to.equal(null);
    const renew = (cid: string, by = admin) => ask("POST", `/copies/${cid}/renewal`, by);
    const checkedAt = async () => (await items<StoredFile>(`/copies?cid=${open.cid}`))[0]?.pins[0]?.checkedAt;
    const before = await checkedAt();
    now = new Date(now.getTime() + 1_000);
    expect((await renew(open.cid)).status).to.equal(204);
    await waitFor("another look", async () => ((await checkedAt()) === before ? undefined : true));
    expect(await acts(open.cid)).to.deep.equal(["document.repinned"]);
    expectProblem(await renew(contentIdOf(Buffer.from("nothing"))), 404, "documents.unknown");
    expectProblem(await renew(open.cid, auditor), 403, "platform.forbidden");
  });
});
