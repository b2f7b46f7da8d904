import { expect } from "chai";
import { factorTableHash } from "@waybill/protocol/footprint/hashes";
import { DESNZ_2025 } from "@waybill/protocol/footprint/tables/desnz-2025";
import { hoc, shipmentFootprint, toc, transportActivityData } from "@waybill/protocol/ileap/schemas";
import { footprintView } from "@waybill/protocol/schemas/api/carbon";
import { provenFootprint, scope3Report, type Scope3Report } from "@waybill/protocol/schemas/api/exchange";
import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import Papa from "papaparse";
import {
  CARROTS,
  FARM,
  KITCHEN,
  LETTUCE,
  made,
  mixed,
  packed,
  PALLET,
  palletReceived,
  palletSent,
  received,
  ROAD,
  SALAD,
  sent,
  STORE,
} from "../../../protocol/test/support/goods.ts";
import { scope3Lines } from "../../src/modules/carbon/carbon.queries.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { captureSigned, makeActor } from "../support/events.ts";
import { ownerOf, type Owner } from "../support/exchange.ts";
import { accountOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";

const TERMS = { ...ROAD, "transport:distance": "400 KMT" };

describe("kept footprints in the exchange", () => {
  let backend: TestBackend;
  let farm: Owner;
  let kitchen: Owner;
  before(async () => {
    backend = await startTestBackend({}, { clock: { now: () => new Date("2026-05-01T00:00:00Z") } });
  });
  after(() => backend.stop());
  beforeEach(async () => {
    await backend.clear();
    farm = await ownerOf(backend, "farm", FARM);
    kitchen = await ownerOf(backend, "=kitchen", KITCHEN);
    for (const [{ token }, gln, name, latitude, longitude] of [
      [farm, FARM, "farm", 27, -80],
      [kitchen, KITCHEN, "kitchen", 30, -81],
    ] as const)
      expect((await backend.request("PUT", `/api/places/${gln}`, { token, body: { name, latitude, longitude } })).status).to.equal(200);
    const product = { name: "Salad", massGrams: "500", pieces: 2 };
    expect((await backend.request("PUT", "/api/products/09506000134376", { token: farm.token, body: product })).status).to.equal(200);
    for (const name of ["farm", "=kitchen"]) makeActor(backend, name);
    await state(made(1, FARM, LETTUCE, 1000), "farm");
    await state(sent(2, FARM, KITCHEN, LETTUCE, 1000, TERMS), "farm");
    await state(received(3, KITCHEN, LETTUCE, 1000), "=kitchen");
    await state(mixed(4, KITCHEN, { [LETTUCE]: 200 }, 400), "=kitchen");
  });

  async function state(event: JsonObject, name: string): Promise<void> {
    const answer = await captureSigned(backend, event, name);
    expect(answer.status, answer.text).to.equal(201);
  }
  const keep = async (subject: string) => {
    const answer = await backend.request("POST", "/api/footprints", { token: farm.token, body: { subject } });
    expect(answer.status, answer.text).to.equal(200);
    return footprintView.parse(answer.json());
  };
  const publish = (owner: Owner, footprint: string, shipmentId = "Shipment 7") =>
    owner.ask("POST", "/shipments", { footprint, shipmentId });
  const published = async (...wish: Parameters<typeof publish>) => {
    const answer = await publish(...wish);
    expect(answer.status, answer.text).to.equal(201);
    return provenFootprint.parse(answer.json()).footprint;
  };
  const gtinOf = (subject: string) => `urn:gtin:${/\/01\/(\d{14})/.exec(subject)?.[1] ?? ""}`;

  it("are published as the footprint of a shipment that names its source, and add up to the gram", async () => {
    const { hash, footprint } = await keep(SALAD);
    const one = await published(kitchen, hash);
    expect(one).to.deep.include({ companyName: "=kitchen", companyIds: [`urn:gln:${KITCHEN}`], productClassifications: ["urn:cpc:83117"] });
    expect(one.productIds).to.deep.equal(["urn:pact:waybill:shipment:Shipment%207", gtinOf(SALAD)]);
    expect(one.comment).to.include(hash);
    // 200 of 1,000 kg over 400 km: 80 tonne-kilometres, and 11,731 g as the footprint has them.
    expect(one.pcf).to.include({
      declaredUnitOfMeasurement: "ton kilometer",
      declaredUnitAmount: "80",
      pcfExcludingBiogenicUptake: "11.731",
    });
    expect(footprint.total.wtw).to.equal("11731");
    const { tces } = shipmentFootprint.parse(one.extensions?.[0]?.data);
    expect(tces.map(({ mass, distance, transportActivity, co2eWTW }) => [mass, distance, transportActivity, co2eWTW])).to.deep.equal([
      ["200", { sfd: "400" }, "80", "11.731"],
    ]);
    expect(one.pcf.secondaryEmissionFactorSources).to.have.length(1);
  });

  it("are read by partners of the product, and corrected under the same shipment", async () => {
    const partner = await kitchen.partner("Retailer", { products: [gtinOf(SALAD)] });
    const { hash } = await keep(SALAD);
    const first = await published(kitchen, hash);
    const second = await published(kitchen, hash);
    const other = await published(kitchen, hash, "Shipment 8");
    expect(second.precedingPfIds).to.deep.equal([first.id]);
    expect((await partner.list()).map(({ id, status }) => [id, status])).to.deep.equal([
      [first.id, "Deprecated"],
      [second.id, "Active"],
      [other.id, "Active"],
    ]);
  });

  it("are published by those who have a part in them, and only when they are whole", async () => {
    const stranger = await ownerOf(backend, "stranger");
    const { hash } = await keep(SALAD);
    expectProblem(await publish(stranger, hash), 403, "exchange.not-a-party");
    expectProblem(await publish(kitchen, `0x${"00".repeat(32)}`), 404, "exchange.unknown-footprint");
    expectProblem(await publish(kitchen, "0x12"), 400, "platform.bad-request");
    await state(mixed(5, KITCHEN, { [LETTUCE]: 200, [`${LETTUCE}2`]: 100 }, 300), "=kitchen");
    const partial = await keep(SALAD);
    expect(partial.footprint.status).to.equal("incomplete");
    expectProblem(await publish(kitchen, partial.hash), 409, "exchange.no-shipment");
    expect((await kitchen.ask("GET", "/footprints")).json<{ items: unknown[] }>().items).to.have.length(0);
  });

  it("come with categories of transport, each a row of a factor table", async () => {
    const table = factorTableHash(DESNZ_2025);
    const ask = (row: string, of: string = table) => farm.ask("POST", "/tocs", { table: of, row });
    const [first, second] = [await ask("van-diesel"), await ask("van-diesel")];
    expect([first.status, second.status], first.text).to.deep.equal([201, 201]);
    const { footprint } = provenFootprint.parse(second.json());
    expect(footprint.precedingPfIds).to.deep.equal([first.json<{ footprint: { id: string } }>().footprint.id]);
    expect(footprint.productIds).to.deep.equal([`urn:pact:waybill:toc:${table}:van-diesel`]);
    expect(footprint.pcf).to.include({
      declaredUnitOfMeasurement: "ton kilometer",
      declaredUnitAmount: "1",
      pcfExcludingBiogenicUptake: "0.78225",
    });
    expect(toc.parse(footprint.extensions?.[0]?.data).co2eIntensityWTW).to.equal("0.78225");
    for (const row of ["freight-train", "no-such-row", "diesel"]) expectProblem(await ask(row), 409, "exchange.no-category");
    expectProblem(await ask("van-diesel", `0x${"00".repeat(32)}`), 404, "carbon.unknown-table");
  });

  describe("come with the transports of their shipments, for partners who compute emissions themselves,", () => {
    const PATH = "/2/ileap/tad";
    const dataOf = ({ status, text }: { status: number; text: string }) => {
      expect(status, text).to.equal(200);
      return (JSON.parse(text) as { data: unknown[] }).data.map((one) => transportActivityData.parse(one));
    };
    const named = async (gln: string, owner: Owner, place: object) =>
      expect((await backend.request("PUT", `/api/places/${gln}`, { token: owner.token, body: place })).status).to.equal(200);

    it("as soon as their towns are known", async () => {
      const partner = await kitchen.partner("Retailer", { products: [gtinOf(SALAD)] });
      const { hash } = await keep(SALAD);
      await published(kitchen, hash);
      expect(dataOf(await partner.ask("GET", PATH))).to.deep.equal([]);
      await named(FARM, farm, { name: "farm", latitude: 27, longitude: -80, city: "Vero Beach", country: "US" });
      await named(KITCHEN, kitchen, { name: "kitchen", city: "Jacksonville", country: "US" });
      const { id } = await published(kitchen, hash);
      expect(dataOf(await partner.ask("GET", PATH))).to.deep.equal([
        {
          ...{ activityId: `${id}:e1`, consignmentIds: ["Shipment 7"], mode: "Road", mass: "1000", distance: { sfd: "400" } },
          origin: { city: "Vero Beach", country: "US", lat: "27", lng: "-80" },
          destination: { city: "Jacksonville", country: "US", lat: "30", lng: "-81" },
          ...{ departureAt: "2026-04-02T08:00:00.000Z", arrivalAt: "2026-04-03T08:00:00.000Z" },
        },
      ]);
    });

    it("page by page, by mode, and to nobody else", async () => {
      await named(FARM, farm, { name: "farm", city: "Vero Beach", country: "US" });
      await named(KITCHEN, kitchen, { name: "kitchen", city: "Jacksonville", country: "US" });
      const partner = await kitchen.partner("Retailer", { products: [gtinOf(SALAD)] });
      const stranger = await kitchen.partner("Stranger", { products: ["urn:gtin:09506000134352"] });
      const { hash } = await keep(SALAD);
      const ids = [(await published(kitchen, hash, "A")).id, (await published(kitchen, hash, "B")).id];
      const first = await partner.ask("GET", `${PATH}?limit=1`);
      const link = /<([^>]*)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
      await published(kitchen, hash, "C");
      const rest = async () => {
        const answer = await fetch(link, { headers: { Authorization: `Bearer ${partner.accessToken}` } });
        return dataOf({ status: answer.status, text: await answer.text() });
      };
      const pages = [...dataOf(first), ...(await rest())].map(({ activityId }) => activityId);
      expect(pages).to.deep.equal(ids.map((id) => `${id}:e1`));
      expect((await rest()).map(({ activityId }) => activityId)).to.deep.equal([`${ids[1]}:e1`]);
      expect(dataOf(await partner.ask("GET", `${PATH}?mode=road`))).to.have.length(3);
      expect(dataOf(await partner.ask("GET", `${PATH}?mode=Rail`))).to.deep.equal([]);
      expect(dataOf(await stranger.ask("GET", PATH))).to.deep.equal([]);
      for (const query of ["limit=0", "limit=x", "after=1", "asOf=x"])
        expect((await partner.ask("GET", `${PATH}?${query}`)).json<{ code: string }>().code, query).to.equal("BadRequest");
      const refused = await partner.ask("GET", PATH, { token: "nobody" });
      // As everywhere in the host system: PACT 3.0.3 has it so.
      expect([refused.status, refused.json<{ code: string }>().code]).to.deep.equal([401, "BadRequest"]);
    });
  });

  it("come with categories of hubs, each a row of a table that somebody uploaded", async () => {
    const csv = [
      "kind,id,name,region,source,hub,carrier,unit,fuel,refrigerated,ttw,wtt",
      "hub,cold,Cold store,US,meter 7,warehouse,,,electricity,true,0,4000000",
      "energy,power,Power,US,bill,,electricity,kWh,,,0,400000",
    ].join("\n");
    const head = "id=hubs&edition=2025&title=Hubs&publisher=We&url=https://example.com&licence=ours&validFrom=2025-01-01";
    const upload = await backend.request("POST", `/api/factor-tables?${head}`, { token: farm.token, text: csv, type: "text/csv" });
    expect(upload.status, upload.text).to.equal(200);
    const { hash: table } = upload.json<{ hash: string }>();
    const answer = await farm.ask("POST", "/hocs", { table, row: "cold" });
    expect(answer.status, answer.text).to.equal(201);
    const { footprint } = provenFootprint.parse(answer.json());
    expect(footprint.productIds).to.deep.equal([`urn:pact:waybill:hoc:${table}:cold`]);
    expect(hoc.parse(footprint.extensions?.[0]?.data)).to.include({ hubType: "Warehouse", co2eIntensityWTW: "4" });
    for (const row of ["power", "none"]) expectProblem(await farm.ask("POST", "/hocs", { table, row }), 409, "exchange.no-category");
    expectProblem(await farm.ask("POST", "/tocs", { table, row: "cold" }), 409, "exchange.no-category");
  });

  describe("reported by the GHG Protocol", () => {
    const report = async (query: string): Promise<Scope3Report> => {
      const answer = await backend.request("GET", `/api/reports/scope3?${query}`);
      expect(answer.status, answer.text).to.equal(200);
      return scope3Report.parse(answer.json());
    };
    const sharesIn = (lines: Scope3Report["lines"]) =>
      Object.fromEntries(lines.map((line) => [line.holder.account, [line.scope1Grams, line.category4Grams, line.category9Grams]]));
    const APRIL = "from=2026-04-01&until=2026-05-01";

    it("are shared out by holder and month, as the footprints say", async () => {
      const { footprint } = await keep(SALAD);
      const { lines } = await report(APRIL);
      // A fifth of 1 t × 400 km × 146.63 g.
      const shares = { [accountOf("farm").address]: ["0", "0", "11731"], [accountOf("=kitchen").address]: ["0", "11731", "0"] };
      expect(sharesIn(lines)).to.deep.equal(shares);
      expect(lines.map(({ footprints, isLowerBound }) => [footprints, isLowerBound])).to.deep.equal(lines.map(() => [1, false]));
      expect(
        Object.fromEntries(footprint.scope3.map(({ account, scope1, upstream, downstream }) => [account, [scope1, upstream, downstream]])),
      ).to.deep.equal(shares);
      expect(new Set(lines.map(({ month }) => month))).to.deep.equal(new Set(["2026-04"]));
      const { address } = accountOf("farm");
      expect((await report(`${APRIL}&account=${address.toLowerCase()}`)).lines).to.deep.equal(
        lines.filter(({ holder }) => holder.account === address),
      );
    });

    it("give nobody the way of an ingredient that others sent to others", async () => {
      const store = await ownerOf(backend, "store", STORE);
      const place = { name: "store", latitude: 28, longitude: -80 };
      expect((await backend.request("PUT", `/api/places/${STORE}`, { token: store.token, body: place })).status).to.equal(200);
      makeActor(backend, "store");
      await state(made(1, STORE, CARROTS, 1000), "store");
      await state(sent(2, STORE, KITCHEN, CARROTS, 1000, { ...ROAD, "transport:distance": "300 KMT" }), "store");
      await state(received(3, KITCHEN, CARROTS, 1000), "=kitchen");
      await state(mixed(5, KITCHEN, { [CARROTS]: 100 }, 200), "=kitchen");
      await keep(SALAD);
      // A fifth of the lettuce's 58,652 g, and a tenth of the carrots' 43,989 g.
      expect(sharesIn((await report(APRIL)).lines)).to.deep.equal({
        [accountOf("farm").address]: ["0", "0", "11731"],
        [accountOf("store").address]: ["0", "0", "4399"],
        [accountOf("=kitchen").address]: ["0", "16130", "0"],
      });
    });

    it("leave out other times, and footprints that another took the place of", async () => {
      const first = await keep(SALAD);
      await state(mixed(5, KITCHEN, { [`${LETTUCE}3`]: 1 }, 1), "=kitchen");
      expect((await report("from=2026-05-01&until=2027-01-01")).lines).to.deep.equal([]);
      expect((await report("from=2025-01-01&until=2026-04-01")).lines).to.deep.equal([]);
      await keep(LETTUCE);
      const { lines } = await report(APRIL);
      expect(lines.every(({ footprints }) => footprints === 2)).to.equal(true);
      const wish = { from: new Date("2026-04-01"), until: new Date("2026-05-01"), account: accountOf("farm").address };
      const ofOne = () => inTransaction(backend.app, (ctx) => scope3Lines(ctx, wish, 1));
      expect(await ofOne(), "the limit is one footprint, and these are two").to.equal(undefined);
      await backend.app.db.pool.query("UPDATE footprints SET preceding = $1 WHERE hash <> $1", [first.hash]);
      expect((await report(APRIL)).lines.every(({ footprints }) => footprints === 1)).to.equal(true);
      expect(await ofOne()).to.have.length(1);
    });

    it("count an emission once, though the footprints of a pallet, of a lot on it and of what became of the lot all hold it", async () => {
      const lot = `${LETTUCE}ONPALLET`;
      const events = [made(5, FARM, lot, 300), packed(6, FARM, lot, 300), palletSent(7, FARM, KITCHEN, TERMS), palletReceived(8, KITCHEN)];
      for (const event of events) await state(event, JSON.stringify(event["readPoint"]).includes(FARM) ? "farm" : "=kitchen");
      await state(mixed(9, KITCHEN, { [lot]: 30 }, 60), "=kitchen");
      const gramsOf = (lines: Scope3Report["lines"]) =>
        lines.map((line) => [line.holder.account, line.scope1Grams, line.category4Grams, line.category9Grams]);
      const sharesOf = (one: Awaited<ReturnType<typeof keep>>) =>
        one.footprint.scope3.map(({ account, scope1, upstream, downstream }) => [account, scope1, upstream, downstream]);
      const pallet = await keep(PALLET);
      expect(pallet.footprint.total.wtw).to.not.equal("0");
      expect(gramsOf((await report(APRIL)).lines)).to.deep.equal(sharesOf(pallet));
      // The lot went nowhere but on the pallet.
      const kept = await keep(lot);
      expect(kept.footprint.elements.map(({ units }) => units)).to.deep.equal([[PALLET]]);
      expect(gramsOf((await report(APRIL)).lines)).to.deep.equal(sharesOf(pallet));
      // Salad is of this lot and of one that came by itself, whose part alone is new.
      const salad = await keep(SALAD);
      const [own] = salad.footprint.elements.filter((element) => element.subject === LETTUCE);
      expect(salad.footprint.elements.map(({ subject, units, became }) => [subject, units, became])).to.deep.include([lot, [PALLET], []]);
      const grown = (shares: string[][]) =>
        shares.map(([account, scope1, upstream, downstream]) => [
          account,
          scope1,
          account === accountOf("=kitchen").address ? String(BigInt(upstream ?? "") + BigInt(own?.emissions.wtw ?? "")) : upstream,
          account === accountOf("farm").address ? String(BigInt(downstream ?? "") + BigInt(own?.emissions.wtw ?? "")) : downstream,
        ]);
      expect(gramsOf((await report(APRIL)).lines)).to.deep.equal(grown(sharesOf(pallet)));
    });

    it("come as CSV that adds up to the same, and holds no formula", async () => {
      await keep(SALAD);
      const { lines } = await report(APRIL);
      const answer = await backend.request("GET", `/api/reports/scope3?${APRIL}`, { headers: { Accept: "text/csv" } });
      expect(answer.headers.get("content-type")).to.equal("text/csv; charset=utf-8");
      const { data } = Papa.parse<Record<string, string>>(answer.text, { header: true });
      expect(data).to.have.length(3 * lines.length);
      const sum = (scope: string, category: string) =>
        data
          .filter((row) => row["scope"] === scope && row["category"] === category)
          .reduce((total, row) => total + BigInt(row["grams CO₂e"] ?? ""), 0n);
      const total = (member: "scope1Grams" | "category4Grams" | "category9Grams") =>
        lines.reduce((all, line) => all + BigInt(line[member]), 0n);
      expect([sum("Scope 1", ""), sum("Scope 3", "4"), sum("Scope 3", "9")]).to.deep.equal([
        ...[total("scope1Grams"), total("category4Grams"), total("category9Grams")],
      ]);
      expect(answer.text).to.not.match(/(^|,)=/m);
    });

    it("refuse periods that are none", async () => {
      for (const query of [
        "",
        "from=2026-04-01",
        "from=2026-05-01&until=2026-04-01",
        "from=2026-04-01&until=2026-04-01",
        "from=04/2026&until=2026-05-01",
        `${APRIL}&account=0x12`,
      ])
        expectProblem(await backend.request("GET", `/api/reports/scope3?${query}`), 400, "platform.bad-request");
    });
  });
});
