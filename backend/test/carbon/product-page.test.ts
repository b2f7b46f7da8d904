import { expect } from "chai";
import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { builtPages } from "../../../frontend/test/support/pages.ts";
import { FARM, KITCHEN, LETTUCE, made, mixed, received, ROAD, SALAD, sent } from "../../../protocol/test/support/goods.ts";
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

  it("is another page when somebody says more: the answer's ETag changes", async () => {
    const etag = async () =>
      (await backend.request("GET", new URL(LETTUCE).pathname, { headers: { Accept: "text/html" } })).headers.get("etag");
    const before = await etag();
    expect(await etag()).to.equal(before);
    await travelled("400 KMT");
    expect(await etag()).not.to.equal(before);
  });
});
