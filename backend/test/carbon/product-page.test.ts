import type { FootprintBrief } from "@waybill/protocol/footprint/brief";
import { expect } from "chai";
import type { EntityManager } from "typeorm";
import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { builtPages } from "../../../frontend/test/support/pages.ts";
import { FARM, KITCHEN, LETTUCE, made, mixed, received, ROAD, SALAD, sent } from "../../../protocol/test/support/goods.ts";
import { createFootprintOfGoods } from "../../src/modules/carbon/footprint-of-goods.ts";
import type { CustodyOfUnits, FootprintOfGoods } from "../../src/modules/traceability/traceability.queries.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { captureSigned, makeActor } from "../support/events.ts";
import { accountOf, register, tokenOf } from "../support/organisations.ts";

const NOW = new Date("2026-05-01T00:00:00Z");

describe("the footprint on a product page that the server draws", () => {
  let backend: TestBackend;
  before(async function () {
    this.timeout(120_000);
    backend = await startTestBackend({ FRONTEND_DIR: await builtPages() }, { clock: { now: () => NOW } });
  });
  after(() => backend?.stop());
  beforeEach(async () => {
    await backend.clear();
    for (const [name, gln, latitude] of [
      ["farm", FARM, 27],
      ["kitchen", KITCHEN, 30],
    ] as const) {
      await register(backend, name, { gln });
      makeActor(backend, name);
      const token = await tokenOf(backend, accountOf(name).address);
      await backend.request("PUT", `/api/places/${gln}`, { token, body: { name, latitude, longitude: -80 } });
    }
    const token = await tokenOf(backend, accountOf("farm").address);
    await backend.request("PUT", "/api/products/09506000134376", { token, body: { name: "Salad", massGrams: "500", pieces: 2 } });
    await state(made(1, FARM, LETTUCE, 1000), "farm");
  });

  async function state(event: JsonObject, name: string): Promise<void> {
    const answer = await captureSigned(backend, event, name);
    expect(answer.status, answer.text).to.equal(201);
  }
  async function travelled(distance: string): Promise<void> {
    await state(sent(2, FARM, KITCHEN, LETTUCE, 1000, { ...ROAD, "transport:distance": distance }), "farm");
    await state(received(3, KITCHEN, LETTUCE, 1000), "kitchen");
    await state(mixed(4, KITCHEN, { [LETTUCE]: 200 }, 400), "kitchen");
  }
  /** What it says of the footprint, as text, before any script. */
  async function toldOf(subject: string): Promise<string> {
    const { status, text } = await backend.request("GET", new URL(subject).pathname, { headers: { Accept: "text/html" } });
    expect(status).to.equal(200);
    const section = /<section[^>]*id="footprint".*?<\/section>/s.exec(text)?.[0] ?? "";
    return section
      .replaceAll(/<[^>]*>/g, " ")
      .replaceAll(/\s+/g, " ")
      .trim();
  }

  it("says what falls to one item, to a unit and to all, and how certain it is", async () => {
    await travelled("400 KMT");
    expect(await toldOf(SALAD))
      .to.include("15 g CO₂e for each item Complete, as told by this server")
      .and.include("30 g for a unit of 2 items. 11.731 kg for all of it.")
      .and.include("0 % follows from energy that was measured")
      .and.include("100 % from averages");
  });

  it("says that it is not known where nobody said how the goods travelled, and names no grams", async () => {
    expect(await toldOf(LETTUCE))
      .to.include("Not known No footprint follows from what was reported. That does not mean that these goods emitted little.")
      .and.not.match(/\d g /);
  });

  it("counts nothing that cannot be, and says why", async () => {
    await travelled("4 KMT");
    expect(await toldOf(SALAD))
      .to.include("Not known")
      .and.include("are kilometres or miles mixed up?")
      .and.not.match(/\d g /);
  });

  describe("remembered", () => {
    /** The footprint as the page gets it, and whether events were read for it. */
    async function reading(footprintOf: FootprintOfGoods): Promise<{ brief: FootprintBrief | null; isRead: boolean }> {
      const asked: string[] = [];
      const brief = await inTransaction(backend.app, (ctx) => {
        const query = (sql: string, parameters?: unknown[]) => (asked.push(sql), ctx.tx.query(sql, parameters) as Promise<unknown>);
        return footprintOf(
          { ...ctx, clock: { now: () => now }, tx: Object.assign(Object.create(ctx.tx) as EntityManager, { query }) },
          SALAD,
        );
      });
      return { brief, isRead: asked.some((sql) => sql.includes("event_json")) };
    }
    const custody = { custodyProofs: async () => [], custodyOfSubjects: async () => new Map() } as unknown as CustodyOfUnits;
    let now: Date;
    beforeEach(() => {
      now = NOW;
    });

    it("is not computed twice while nothing changed, and is another as soon as anything that it follows from is", async () => {
      await travelled("400 KMT");
      const remembering = createFootprintOfGoods(custody);
      const next = async () => {
        const { brief, isRead } = await reading(remembering);
        expect(brief).to.deep.equal((await reading(createFootprintOfGoods(custody))).brief);
        return { isRead, grams: brief?.total.wtw, perUnit: brief?.perUnit?.unit };
      };
      expect(await next()).to.deep.equal({ isRead: true, grams: "11731", perUnit: "30" });
      expect(await next()).to.deep.equal({ isRead: false, grams: "11731", perUnit: "30" });
      // Something else, about other goods.
      await state(made(5, FARM, `${LETTUCE}9`, 10), "farm");
      expect((await next()).isRead).to.equal(false);
      // Master data.
      const token = await tokenOf(backend, accountOf("farm").address);
      const product = { name: "Salad", massGrams: "250", pieces: 2 };
      await backend.request("PUT", "/api/products/09506000134376", { token, body: product });
      expect((await next()).isRead).to.equal(true);
      // A statement about an ingredient.
      await state(sent(2, FARM, KITCHEN, LETTUCE, 1000, { ...ROAD, "transport:distance": "500 KMT" }), "farm");
      expect((await next()).isRead).to.equal(true);
      expect((await next()).isRead).to.equal(false);
    });

    it("is computed anew when a time comes that was stated for the future", async () => {
      await travelled("400 KMT");
      const remembering = createFootprintOfGoods(custody);
      now = new Date("2026-04-02T00:00:00Z");
      const early = await reading(remembering);
      now = NOW;
      const late = await reading(remembering);
      expect([early.isRead, late.isRead, early.brief?.isKnown, late.brief?.isKnown]).to.deep.equal([true, true, false, true]);
    });
  });

  it("is another page when somebody says more: the answer's ETag changes", async () => {
    const etag = async () =>
      (await backend.request("GET", new URL(LETTUCE).pathname, { headers: { Accept: "text/html" } })).headers.get("etag");
    const before = await etag();
    expect(await etag()).to.equal(before);
    await travelled("400 KMT");
    expect(await etag()).not.to.equal(before);
  });
});
