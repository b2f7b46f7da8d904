import { expect } from "chai";
import * as fc from "fast-check";
import { computeFootprint } from "../../src/footprint/compute-footprint.ts";
import { DESNZ_2025 } from "../../src/footprint/tables/desnz-2025.ts";
import type { TransportChain } from "../../src/footprint/transport-chain.ts";
import { scaledText } from "../../src/ileap/decimals.ts";
import { hoc, shipmentFootprint, toc } from "../../src/ileap/schemas.ts";
import { shipmentDraft } from "../../src/ileap/shipment-draft.ts";
import { NoShipment, shipmentFootprintOf } from "../../src/ileap/shipment-footprint-of.ts";
import { hocDraft } from "../../src/ileap/category-draft.ts";
import { hocOf } from "../../src/ileap/hoc-of.ts";
import { tocOf } from "../../src/ileap/toc-of.ts";
import { footprintDraft } from "../../src/pact/product-footprint.ts";
import { publishRequest } from "../../src/schemas/api/exchange.ts";
import { chain, DESNZ, hub, leg, LOT, NOW } from "../support/chains.ts";

const compute = (made: TransportChain) => computeFootprint(made, [DESNZ_2025], NOW);
const draftOf = (made: TransportChain) => shipmentDraft(compute(made), [DESNZ_2025], { shipmentId: "S 1" });

/** Millionths, so that sums of decimal text are exact. */
const millionths = (text: string) => {
  const [whole = "", fraction = ""] = text.split(".");
  return BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, "0"));
};

describe("iLEAP", () => {
  it("scales whole numbers exactly", () => {
    expect([scaledText(83n, 3), scaledText(1000n, 3), scaledText(0n, 3), scaledText(-1n, 6), scaledText(1_230_000n, 6)]).to.deep.equal([
      ...["0.083", "1", "0", "-0.000001", "1.23"],
    ]);
    fc.assert(
      fc.property(fc.bigInt(), fc.integer({ min: 0, max: 12 }), (units, digits) => {
        const [whole = "", fraction = ""] = scaledText(units, digits).replace("-", "").split(".");
        const back = BigInt(whole) * 10n ** BigInt(digits) + BigInt(fraction.padEnd(digits, "0") || "0");
        return back === (units < 0n ? -units : units);
      }),
    );
  });

  it("has an element of a chain as a TCE, with its TOC or HOC", () => {
    const shipment = shipmentFootprintOf(compute(chain()), "S 1");
    expect(shipmentFootprint.parse(shipment)).to.deep.equal(shipment);
    expect(shipment).to.include({ mass: "1000", shipmentId: "S 1" });
    expect(shipment.tces).to.deep.equal([
      {
        ...{ tceId: "leg-1", shipmentId: "S 1", mass: "1000", tocId: `${DESNZ}:hgv-average-refrigerated` },
        ...{ distance: { sfd: "2000" }, transportActivity: "2000", co2eWTW: "293.26", co2eTTW: "237.88" },
        ...{ departureAt: "2026-04-19T08:00:00.000Z", arrivalAt: "2026-04-20T20:00:00.000Z" },
      },
      {
        ...{ tceId: "hub-1", shipmentId: "S 1", mass: "1000", hocId: "measured:hub-1" },
        ...{ distance: { actual: "0" }, transportActivity: "0", co2eWTW: "2.454", co2eTTW: "0" },
      },
    ]);
  });

  it("counts the part of a load that flows on into the goods", () => {
    const half = { by: "mass" as const, partGrams: "1", wholeGrams: "3", what: "one of three", evidence: [] };
    const { tces } = shipmentFootprintOf(compute(chain([leg({ allocations: [half] })])), "S 1");
    expect(tces[0]).to.include({ mass: "333.333", transportActivity: "666.666" });
  });

  it("makes of a footprint a product footprint of PACT that adds up", () => {
    const draft = draftOf(chain());
    expect(publishRequest.parse(draft)).to.deep.equal(draft);
    expect(footprintDraft.safeParse({ ...draft, companyName: "Carrier", companyIds: ["urn:gln:9506000134376"] }).error).to.equal(undefined);
    expect(draft.productIds).to.deep.equal(["urn:pact:waybill:shipment:S%201", "urn:gtin:09506000134352"]);
    expect(draft.productClassifications).to.deep.equal(["urn:cpc:83117"]);
    const { pcf, extensions = [] } = draft;
    expect(pcf).to.include({ declaredUnitOfMeasurement: "ton kilometer", declaredUnitAmount: "2000", productMassPerDeclaredUnit: "1000" });
    expect(pcf).to.include({ referencePeriodStart: "2026-04-19T08:00:00.000Z", referencePeriodEnd: "2026-04-20T20:00:01.000Z" });
    const { tces } = shipmentFootprint.parse(extensions[0]?.data);
    const sum = (member: "co2eWTW" | "transportActivity") => tces.reduce((total, one) => total + millionths(one[member]), 0n);
    expect(sum("co2eWTW")).to.equal(millionths(pcf.pcfExcludingBiogenicUptake));
    expect(sum("transportActivity")).to.equal(millionths(pcf.declaredUnitAmount));
    expect(pcf.secondaryEmissionFactorSources).to.deep.equal([{ name: DESNZ_2025.title, version: "2025" }]);
  });

  it("publishes no lower bound, nothing contested, nothing without mass or time, and nothing that stood still", () => {
    const lack = (reason: "no-mode" | "contested") => [{ reason, subject: LOT, from: null, to: null, what: "how it came", evidence: [] }];
    const cases: TransportChain[] = [
      chain([leg(), hub()], { missing: lack("no-mode") }),
      chain([leg(), hub()], { missing: lack("contested") }),
      chain([leg({ departedAt: null, arrivedAt: null })]),
      chain([hub()]),
      chain([]),
      chain([leg()], { massGrams: null }),
    ];
    for (const made of cases) expect(() => draftOf(made)).to.throw(NoShipment);
  });

  it("has a row of a factor table as a TOC, where its fuel has a factor", () => {
    const found = DESNZ_2025.rows.flatMap(({ id }) => tocOf(DESNZ_2025, id) ?? []);
    for (const one of found) expect(toc.parse(one)).to.deep.equal(one);
    expect(found.map(({ mode }) => mode)).to.include("Road");
    expect(tocOf(DESNZ_2025, "van-diesel")).to.deep.include({
      ...{ tocId: `${DESNZ}:van-diesel`, co2eIntensityWTW: "0.78225", co2eIntensityTTW: "0.6313", transportActivityUnit: "tkm" },
    });
    expect(tocOf(DESNZ_2025, "van-diesel")?.energyCarriers).to.deep.equal([
      {
        ...{ energyCarrier: "Diesel", relativeShare: "1", energyConsumptionUnit: "l" },
        ...{ emissionFactorWTW: "3.18183", emissionFactorTTW: "2.57082" },
      },
    ]);
    expect(tocOf(DESNZ_2025, "freight-train")).to.equal(undefined);
    expect(tocOf(DESNZ_2025, "no-such-row")).to.equal(undefined);
  });

  it("has a row for hubs as a HOC, where it is of iLEAP's classes and its fuel has a factor", () => {
    const row = {
      ...{ kind: "hub" as const, id: "cold-store", name: "Cold store", region: "US", source: "meter 7", hub: "warehouse", fuel: "diesel" },
      ...{ refrigerated: true, perTonne: { ttw: "0", wtt: "4000000", wtw: "4000000" } },
    };
    const table = (change: object = {}) => ({ ...DESNZ_2025, id: "our-hubs", rows: [...DESNZ_2025.rows, { ...row, ...change }] });
    const made = hocOf(table(), "cold-store");
    expect(hoc.parse(made)).to.deep.equal(made);
    expect(made).to.include({ hubType: "Warehouse", temperatureControl: "refrigerated", hubActivityUnit: "tonnes" });
    expect([made?.co2eIntensityWTW, made?.co2eIntensityTTW, made?.energyCarriers[0]?.energyCarrier]).to.deep.equal(["4", "0", "Diesel"]);
    const draft = hocDraft(table(), "cold-store");
    expect(publishRequest.parse(draft)).to.deep.equal(draft);
    expect(draft?.pcf).to.include({ declaredUnitOfMeasurement: "kilogram", declaredUnitAmount: "1000", pcfExcludingBiogenicUptake: "4" });
    for (const change of [{ hub: "cold-store" }, { fuel: "firewood" }, { fuel: undefined }])
      expect(hocOf(table(change), "cold-store")).to.equal(undefined);
    expect([hocOf(table(), "van-diesel"), hocDraft(table(), "no-such-row")]).to.deep.equal([undefined, undefined]);
  });
});
