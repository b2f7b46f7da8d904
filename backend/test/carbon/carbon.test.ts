import { expect } from "chai";
import { DESNZ_2025 } from "@waybill/protocol/footprint/tables/desnz-2025";
import { carbonCommitment, factorTableHash, footprintHash } from "@waybill/protocol/footprint/hashes";
import { recheckFootprint } from "@waybill/protocol/footprint/recheck";
import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import {
  factorTableSummary,
  factorTableView,
  footprintSummary,
  footprintView,
  whatIfView,
  type FootprintView,
} from "@waybill/protocol/schemas/api/carbon";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { FARM, KITCHEN, LETTUCE, made, mixed, received, ROAD, SALAD, sent } from "../../../protocol/test/support/goods.ts";
import { joinSources } from "../../src/modules/chain/anchoring/join-sources.ts";
import { carbonSource } from "../../src/modules/carbon/carbon.queries.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { captureSigned, makeActor } from "../support/events.ts";
import { accountOf, register, tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";

const NOW = new Date("2026-05-01T00:00:00Z");
const TERMS = { ...ROAD, "transport:distance": "400 KMT" };
const CSV_HEAD = new URLSearchParams({
  ...{ id: "our-hubs", edition: "2026", title: "Our hubs", publisher: "Farm", url: "https://example.org/hubs", licence: "CC0" },
  validFrom: "2026-01-01",
});
const CSV = "kind,id,name,region,source,hub,refrigerated,ttw,wtt\nhub,cold,Cold store,US,meter 7,cold-store,true,0,4000000\n";

describe("carbon", () => {
  let backend: TestBackend;
  let token: string;
  before(async () => {
    backend = await startTestBackend({}, { clock: { now: () => NOW } });
  });
  after(() => backend.stop());
  beforeEach(async () => {
    await backend.clear();
    await register(backend, "farm", { gln: FARM });
    await register(backend, "kitchen", { gln: KITCHEN });
    token = await tokenOf(backend, accountOf("farm").address);
    for (const [gln, name, latitude, longitude] of [
      [FARM, "farm", 27, -80],
      [KITCHEN, "kitchen", 30, -81],
    ] as const) {
      const body = { name, latitude, longitude };
      await backend.request("PUT", `/api/places/${gln}`, { token: await tokenOf(backend, accountOf(name).address), body });
    }
    const product = { name: "Salad", massGrams: "500", pieces: 2 };
    expect((await backend.request("PUT", "/api/products/09506000134376", { token, body: product })).status).to.equal(200);
    for (const name of ["farm", "kitchen"]) makeActor(backend, name);
    await state(made(1, FARM, LETTUCE, 1000), "farm");
    await state(sent(2, FARM, KITCHEN, LETTUCE, 1000, TERMS), "farm");
    await state(received(3, KITCHEN, LETTUCE, 1000), "kitchen");
    await state(mixed(4, KITCHEN, { [LETTUCE]: 200 }, 400), "kitchen");
  });

  async function state(event: JsonObject, name: string): Promise<Hex32> {
    const answer = await captureSigned(backend, event, name);
    expect(answer.status, answer.text).to.equal(201);
    return answer.json<{ commitment: Hex32 }>().commitment;
  }
  const current = async (subject: string, more = ""): Promise<FootprintView> => {
    const answer = await backend.request("GET", `/api/footprints/current?subject=${encodeURIComponent(subject)}${more}`);
    expect(answer.status, answer.text).to.equal(200);
    return footprintView.parse(answer.json());
  };
  const keep = async (subject: string): Promise<FootprintView> => {
    const answer = await backend.request("POST", "/api/footprints", { token, body: { subject } });
    expect(answer.status, answer.text).to.equal(200);
    return footprintView.parse(answer.json());
  };

  it("computes goods from statements, and each number names its statement, factor and rule", async () => {
    const { footprint, storedAt } = await current(SALAD);
    const [element] = footprint.elements;
    // 1 t × 400 km × 146.63 g, and a fifth of it: 200 of 1,000 kg became salad.
    expect([footprint.status, footprint.total.wtw, footprint.perUnit]).to.deep.equal(["complete", "11731", { unit: "30", piece: "15" }]);
    expect(element?.calculation).to.deep.equal({
      data: "default",
      factor: { table: factorTableHash(DESNZ_2025), row: "hgv-average-refrigerated" },
    });
    const { rows } = await backend.app.db.pool.query<{ commitment: string }>("SELECT commitment FROM statements");
    const known = new Set(rows.map(({ commitment }) => commitment));
    const named = [element?.evidence ?? [], ...(element?.allocations ?? []).map(({ evidence }) => evidence)].flat();
    expect(named.some(({ statement }) => statement !== null)).to.equal(true);
    for (const { statement } of named) if (statement !== null) expect(known.has(statement)).to.equal(true);
    expect(recheckFootprint(footprint, [DESNZ_2025], NOW)).to.deep.equal([]);
    expect(storedAt).to.equal(null);
  });

  it("keeps a footprint once, however often it is asked to, and lets it and its table wait for a batch", async () => {
    const [one, two] = [await keep(SALAD), await keep(SALAD)];
    expect([one.hash, one.state]).to.deep.equal([two.hash, "stored"]);
    expect(one.hash).to.equal(footprintHash(one.footprint));
    expect((await current(SALAD)).storedAt).to.equal(NOW.toISOString());
    const waiting = await inTransaction(backend.app, (ctx) => carbonSource.listUnanchored(ctx, 10));
    expect(waiting.map(({ commitment }) => commitment)).to.include(one.commitment);
    expect(waiting).to.have.length(2);
  });

  it("keeps none for an organisation that has no part in the transports: it would choose the factors for others", async () => {
    await register(backend, "rival");
    const rival = await tokenOf(backend, accountOf("rival").address);
    const refused = await backend.request("POST", "/api/footprints", { token: rival, body: { subject: SALAD } });
    expectProblem(refused, 403, "carbon.not-a-party");
    expect((await current(SALAD)).storedAt).to.equal(null);
  });

  it("counts no transport that more statements tell of than can stand beside it, and says so", async () => {
    for (let minute = 10; minute < 20; minute++) await state(sent(minute, FARM, KITCHEN, LETTUCE, 1000, TERMS), "farm");
    const { footprint } = await current(SALAD);
    expect(footprint.status).to.equal("incomplete");
    expect(footprint.missing.map(({ reason }) => reason)).to.include("too-large");
  });

  it("puts footprints into the batches of statements, as records of their own, and never twice", async () => {
    const commitment = (await keep(SALAD)).commitment as Hex32;
    const statement = `0x${"11".repeat(32)}` as Hex32;
    const assigned: Hex32[] = [];
    const before = new Date("2026-04-30T00:00:00Z");
    const source = joinSources([
      {
        listUnanchored: async () => [{ commitment: statement, capturedAt: before, corrects: null, subjects: ["x"] }],
        countUnanchored: async () => ({ count: 1, oldestCapturedAt: before }),
        assignBatch: async (_ctx, commitments) => void assigned.push(...commitments),
        captureTimes: async () => new Map([[statement, before]]),
      },
      carbonSource,
    ]);
    await inTransaction(backend.app, async (ctx) => {
      const listed = await source.listUnanchored(ctx, 3);
      expect(listed.map((one) => one.commitment)[0]).to.equal(statement);
      expect(listed.map((one) => one.commitment)).to.include(commitment);
      expect(listed.filter(({ isRecord }) => isRecord)).to.have.length(2);
      expect(await source.countUnanchored(ctx)).to.deep.equal({ count: 3, oldestCapturedAt: before });
      await ctx.tx.query("INSERT INTO batches VALUES (1, 'a', 'p', 'r', 4, 3, now())");
      await source.assignBatch(
        ctx,
        listed.map((one) => one.commitment),
        1,
      );
      expect(assigned).to.deep.equal([statement]);
      expect(await carbonSource.listUnanchored(ctx, 10)).to.deep.equal([]);
      expect((await source.captureTimes(ctx, [statement, commitment])).size).to.equal(2);
    });
    await backend.owner.query("TRUNCATE carbon_leaves, batches CASCADE");
  });

  it("names what it takes the place of after a correction, and leaves the old one as it was", async () => {
    const old = await keep(SALAD);
    const wrong = sent(2, FARM, KITCHEN, LETTUCE, 1000, TERMS);
    await state({ ...wrong, errorDeclaration: { declarationTime: "2026-04-09T00:00:00Z", reason: "incorrect_data" } }, "farm");
    await state(sent(2, FARM, KITCHEN, LETTUCE, 1000, { ...TERMS, "transport:distance": "500 KMT" }), "farm");
    const now = await keep(SALAD);
    expect([now.footprint.preceding, now.footprint.total.wtw]).to.deep.equal([old.hash, "14663"]);
    const before = footprintView.parse((await backend.request("GET", `/api/footprints/${old.hash}`)).json());
    expect([before.followedBy, before.footprint]).to.deep.equal([now.hash, old.footprint]);
    const list = (await backend.request("GET", `/api/footprints?subject=${encodeURIComponent(SALAD)}&limit=1`)).json();
    const page = pageOf(footprintSummary).parse(list);
    expect([page.items.map(({ hash }) => hash), page.next]).to.deep.equal([[now.hash], now.hash]);
  });

  it("is incomplete where statements lack something, and says what", async () => {
    await state(received(6, "9506000134390", SALAD, 200), "kitchen");
    const { footprint } = await current(SALAD);
    expect([footprint.status, footprint.missing.map(({ reason }) => reason)]).to.deep.equal(["incomplete", ["no-transport-reported"]]);
  });

  it("says what another way would save, and refuses one that cannot be", async () => {
    const ask = (changes: object[]) => backend.request("POST", "/api/footprints/what-if", { body: { subject: LETTUCE, changes } });
    const { saving, baseline, alternative } = whatIfView.parse(
      (await ask([{ element: "e1", mode: "rail", distanceMetres: "400000" }])).json(),
    );
    // 1 t × 400 km × (146.63 - 34.70) g.
    expect(saving).to.deep.equal({ baselineGrams: "58652", alternativeGrams: "13880", savedGrams: "44772" });
    expect([baseline.total.wtw, alternative.total.wtw]).to.deep.equal(["58652", "13880"]);
    const refused = expectProblem(await ask([{ element: "e1", vehicle: "bicycle" }]), 422, "carbon.bad-change");
    expect(refused.errors?.[0]?.pointer).to.equal("/changes/0");
    expect((await ask([{ element: "e1", distanceMetres: "0" }])).status).to.equal(400);
  });

  it("says what another carrier would save, by a row of the table that the carrier uploaded, named in the answer", async () => {
    const head = new URLSearchParams({
      ...{ id: "carrier", edition: "2026", title: "Our fleet", publisher: "Carrier", url: "https://example.org/fleet", licence: "CC0" },
      validFrom: "2026-01-01",
    });
    const csv =
      "kind,id,name,region,source,mode,vehicle,fuel,refrigerated,ttw,wtt,distance\n" +
      "transport,cooled,Our cooled lorries,US,meters of 2025,road,own-fleet,diesel,true,80000,20000,sfd\n" +
      "transport,plain,Our lorries,US,meters of 2025,road,own-fleet,diesel,false,40000,10000,sfd\n";
    const upload = await backend.request("POST", `/api/factor-tables?${head}`, { token, text: csv, type: "text/csv" });
    const { hash } = factorTableView.parse(upload.json());
    const ask = (row: string, tables: string[]) =>
      backend.request("POST", "/api/footprints/what-if", {
        body: { subject: LETTUCE, tables, changes: [{ element: "e1", factor: { table: hash, row } }] },
      });
    const { saving, alternative } = whatIfView.parse((await ask("cooled", [hash])).json());
    // 1 t × 400 km × (146.63 - 100) g.
    expect(saving).to.deep.equal({ baselineGrams: "58652", alternativeGrams: "40000", savedGrams: "18652" });
    expect(alternative.tables.map((table) => [table.hash, table.id])).to.deep.equal([[hash, "carrier"]]);
    for (const [row, tables] of [
      ["plain", [hash]],
      ["cooled", []],
      ["bicycle", [hash]],
    ] as const)
      expectProblem(await ask(row, [...tables]), 422, "carbon.bad-change");
    const { items } = pageOf(footprintSummary).parse((await backend.request("GET", "/api/footprints")).json());
    expect(items).to.deep.equal([]);
  });

  it("knows the goods that it is asked about, or says that nobody stated anything", async () => {
    const unknown = "https://id.gs1.org/01/09506000134352/10/NOBODY";
    expectProblem(await backend.request("GET", `/api/footprints/current?subject=${unknown}`), 404, "carbon.nothing-known");
    expectProblem(await backend.request("GET", `/api/footprints/0x${"00".repeat(32)}`), 404, "carbon.unknown-footprint");
    const noTable = `&tables=0x${"00".repeat(32)}`;
    const answer = await backend.request("GET", `/api/footprints/current?subject=${encodeURIComponent(SALAD)}${noTable}`);
    expectProblem(answer, 404, "carbon.unknown-table");
    expect((await backend.request("POST", "/api/footprints", { body: { subject: SALAD } })).status).to.equal(401);
  });

  describe("factor tables", () => {
    it("come with the program, and are taken as JSON and as CSV, named by their hash", async () => {
      const upload = await backend.request("POST", `/api/factor-tables?${CSV_HEAD}`, { token, text: CSV, type: "text/csv" });
      const table = factorTableView.parse(upload.json());
      expect([table.hash, table.rows, table.uploadedBy]).to.deep.equal([factorTableHash(table.table), 1, accountOf("farm").address]);
      const again = await backend.request("POST", "/api/factor-tables", { token, body: table.table });
      expect(factorTableView.parse(again.json()).hash).to.equal(table.hash);
      const { items } = pageOf(factorTableSummary).parse((await backend.request("GET", "/api/factor-tables")).json());
      expect(items.map(({ id }) => id)).to.deep.equal(["our-hubs", "desnz-2025"]);
      const own = factorTableView.parse((await backend.request("GET", `/api/factor-tables/${factorTableHash(DESNZ_2025)}`)).json());
      expect(own.table).to.deep.equal(DESNZ_2025);
      expect([own.commitment, own.state, own.anchoring]).to.deep.equal([carbonCommitment("factor-table", own.hash as Hex32), null, null]);
      expect((await current(SALAD, `&tables=${table.hash}`)).footprint.tables.map(({ id }) => id)).to.deep.equal(["desnz-2025"]);
    });

    it("are refused when a CSV file has a column twice, of which one would be left out; columns without a name are nobody's", async () => {
      const upload = (text: string) => backend.request("POST", `/api/factor-tables?${CSV_HEAD}`, { token, text, type: "text/csv" });
      const twice = CSV.replace("ttw,wtt", "ttw,wtt,wtt").replace("0,4000000", "0,4000000,5");
      const problem = expectProblem(await upload(twice), 422, "carbon.bad-table");
      expect(problem.errors).to.deep.equal([{ pointer: "/rows", message: 'has more than one column "wtt"' }]);
      const unnamed = CSV.replace("ttw,wtt", "ttw,wtt,,").replace("0,4000000", "0,4000000,,");
      expect((await upload(unnamed)).status).to.equal(200);
    });

    it("are refused with everything that is wrong, and nothing is stored", async () => {
      const wrong = CSV.replace("4000000", "-4").replace(",US,", ",United States,");
      const csv = expectProblem(
        await backend.request("POST", `/api/factor-tables?${CSV_HEAD}`, { token, text: wrong, type: "text/csv" }),
        422,
        "carbon.bad-table",
      );
      expect(csv.errors?.map(({ pointer }) => pointer)).to.include.members(["/rows/0/region", "/rows/0/perTonne/wtt"]);
      const json = { ...DESNZ_2025, publisher: "", rows: [{ ...DESNZ_2025.rows[0], mode: "teleport" }] };
      const problem = expectProblem(await backend.request("POST", "/api/factor-tables", { token, body: json }), 422, "carbon.bad-table");
      expect(problem.errors?.map(({ pointer }) => pointer)).to.include.members(["/publisher", "/rows/0/mode"]);
      expectProblem(
        await backend.request("POST", "/api/factor-tables", { token, text: "{", type: "application/json" }),
        422,
        "carbon.bad-table",
      );
      const { rows } = await backend.app.db.pool.query("SELECT FROM factor_tables");
      expect(rows).to.have.length(0);
      expect((await backend.request("POST", "/api/factor-tables", { body: DESNZ_2025 })).status).to.equal(401);
    });
  });
});
