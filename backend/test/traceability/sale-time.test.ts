import { expect } from "chai";
import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { accountsOfJourney, saleTime } from "../../src/modules/traceability/traceability.queries.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { captureSigned, LOT, makeActor, observation } from "../support/events.ts";
import { accountOf } from "../support/organisations.ts";

const SALE = observation({ bizStep: "retail_selling", eventTime: "2026-04-20T08:00:00Z" });
const IN_ERROR: JsonObject = { ...SALE, errorDeclaration: { declarationTime: "2026-04-21T08:00:00Z", reason: "incorrect_data" } };
const UPSTREAM = "https://id.gs1.org/01/09506000134369/10/UPSTREAM";

describe("what other modules ask about goods", () => {
  let backend: TestBackend;
  before(async () => {
    backend = await startTestBackend({ WAYBILL_ROLES: "api" });
  });
  after(() => backend.stop());
  beforeEach(() => backend.clear());

  const reading = () => ({ tx: backend.app.db.dataSource.manager });
  const state = async (event: JsonObject, name: string) => {
    makeActor(backend, name);
    const answer = await captureSigned(backend, event, name);
    expect(answer.status, answer.text).to.equal(201);
  };

  it("leaves them sold when somebody else declares the sale to be wrong, and unsold when the seller does", async () => {
    await state(observation(), "farm");
    await state(SALE, "shop");
    await state(IN_ERROR, "rival");
    expect(await saleTime(reading(), LOT)).to.deep.equal(new Date("2026-04-20T08:00:00Z"));
    await state(IN_ERROR, "shop");
    expect(await saleTime(reading(), LOT)).to.deep.equal(new Date("2026-04-17T15:26:42Z"));
  });

  it("names first who spoke of the goods themselves, by their first word, and then everybody before them", async () => {
    const { action: _action, quantityList: _list, ...rest } = observation({ type: "TransformationEvent", bizStep: "commissioning" });
    await state(observation({ quantityList: [{ epcClass: UPSTREAM, quantity: 1 }] }), "grower");
    await state({ ...rest, inputQuantityList: [{ epcClass: UPSTREAM }], outputQuantityList: [{ epcClass: LOT }] }, "kitchen");
    for (const name of ["shop", "carrier", "canteen"]) await state(observation({ bizStep: "receiving" }), name);
    await state(observation(), "kitchen");
    const names = ["kitchen", "shop", "carrier", "canteen", "grower"];
    expect(await accountsOfJourney(reading(), LOT)).to.deep.equal(names.map((name) => accountOf(name).address));
  });
});
