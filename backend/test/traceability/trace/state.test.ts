import { expect } from "chai";
import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { historyView, stateView, type HistoryView, type StateView } from "@waybill/protocol/schemas/api/trace";
import { register } from "../../support/organisations.ts";
import { lot, minute, packed, packedLots, seen, serial, sscc, takenBack, transformed } from "../../support/trace/supply.ts";
import { lengthenEvents, traceWorld } from "../../support/trace/trace-world.ts";

const FARM = "https://id.gs1.org/414/9506000134376";
const SHOP = "https://id.gs1.org/414/9506000134383";
const HAULIER = "https://id.gs1.org/417/9506000134390";

const at = (place: string): JsonObject => ({ readPoint: { id: place }, bizLocation: { id: place } });
const shipped = (minuteOf: number, things: string[]): JsonObject =>
  seen(minuteOf, things, {
    ...{ bizStep: "shipping", disposition: "in_transit", readPoint: { id: FARM } },
    destinationList: [{ type: "location", destination: SHOP }],
  });

describe("the state of goods", () => {
  const { tell, get, backend } = traceWorld();
  const state = async (subject: string, moment?: number): Promise<StateView> =>
    stateView.parse(await get("state", { subject, ...(moment === undefined ? {} : { at: minute(moment) }) }));

  it("is for each question what the newest event says, with that event and who told it", async () => {
    await register(backend(), "farm", { gln: "9506000134376" });
    const [made, moved] = await tell([
      seen(1, [serial(1)], { ...at(FARM), disposition: "active", sourceList: [{ type: "owning_party", source: FARM }] }),
      seen(5, [serial(1)], { readPoint: { id: SHOP } }),
    ]);
    const { positions } = await state(serial(1));
    expect(positions[0]?.place).to.deep.include({ statement: moved, since: minute(5), via: null });
    expect(positions[0]?.place?.value).to.deep.include({ id: SHOP, basis: "readPoint" });
    expect(positions[0]?.disposition).to.deep.include({ value: "active", statement: made });
    expect(positions[0]?.owner).to.deep.include({ value: FARM, statement: made });
    expect(positions[0]?.owner?.author.name).to.equal("farm");
    expect(positions[0]?.holder).to.equal(null);
  });

  it("says not where goods are by a recall notice, whose place is its author's; what has become of the goods it does say", async () => {
    const [made, notice] = await tell([
      seen(1, [serial(1)], { ...at(FARM), disposition: "active" }),
      seen(5, [serial(1)], { readPoint: { id: SHOP }, bizStep: "holding", disposition: "recalled" }),
    ]);
    const { positions } = await state(serial(1));
    expect(positions[0]?.place).to.deep.include({ statement: made });
    expect(positions[0]?.disposition).to.deep.include({ value: "recalled", statement: notice });
    const { items } = historyView.parse(await get("history", { subject: serial(1) }));
    expect(items.map(({ statement, whereabouts }) => [statement.recallOnly, whereabouts.place?.id])).to.have.deep.members([
      [false, FARM],
      [true, undefined],
    ]);
  });

  it("is that of any moment that is asked for", async () => {
    await tell([seen(1, [serial(1)], at(FARM)), seen(5, [serial(1)], at(SHOP))]);
    const places = await Promise.all([0, 1, 4, 5].map(async (moment) => (await state(serial(1), moment)).positions[0]?.place?.value.id));
    expect(places).to.deep.equal([undefined, FARM, FARM, SHOP]);
  });

  it("of a single thing is shared with the units that carry it, at any depth, while they do", async () => {
    await tell([
      packed(1, "ADD", sscc(1), [serial(1)], at(FARM)),
      packed(2, "ADD", sscc(2), [sscc(1)]),
      shipped(3, [sscc(2)]),
      seen(6, [sscc(2)], { bizStep: "receiving", ...at(SHOP) }),
      packed(7, "DELETE", sscc(2), []),
      seen(9, [sscc(2)], at(FARM)),
    ]);
    const onTheWay = (await state(serial(1), 4)).positions[0];
    expect(onTheWay?.headingFor).to.deep.include({ value: SHOP, via: sscc(2) });
    const now = await state(serial(1));
    expect(now.positions[0]?.place?.value.id).to.equal(SHOP);
    expect(now.positions[0]?.headingFor).to.equal(null);
    expect(now.inside.map(({ unit }) => unit as string)).to.deep.equal([sscc(1)]);
    expect((await state(serial(1), 4)).inside.map(({ unit }) => unit as string)).to.deep.equal([sscc(1), sscc(2)]);
  });

  it("of a lot is one of the whole, and one for each unit that holds a part of it", async () => {
    await tell([
      seen(1, [], { action: "ADD", quantityList: [{ epcClass: lot("A"), quantity: 20, uom: "CS" }], ...at(FARM) }),
      packedLots(2, "ADD", sscc(1), [[lot("A"), 5]]),
      packedLots(2, "ADD", sscc(2), [[lot("A"), 15]]),
      seen(4, [sscc(2)], at(SHOP)),
    ]);
    const { positions } = await state(lot("A"));
    expect(positions.map(({ unit, amount, place }) => [unit, amount?.value ?? null, place?.value.id ?? null])).to.have.deep.members([
      [lot("A"), null, FARM],
      [sscc(1), "5", null],
      [sscc(2), "15", SHOP],
    ]);
  });

  it("does not rest on what was taken back", async () => {
    const wrong = seen(5, [serial(1)], at(SHOP));
    await tell([seen(1, [serial(1)], at(FARM)), wrong]);
    await tell([takenBack(wrong)]);
    expect((await state(serial(1))).positions[0]?.place?.value.id).to.equal(FARM);
  });

  it("names possession, conditions that last, and an end", async () => {
    await tell([
      seen(1, [serial(1)], { persistentDisposition: { set: ["completeness_verified"] } }),
      seen(2, [serial(1)], { bizStep: "receiving", destinationList: [{ type: "possessing_party", destination: HAULIER }] }),
      seen(3, [serial(2)], { persistentDisposition: { set: ["recalled"] } }),
      seen(4, [serial(2)], { persistentDisposition: { unset: ["recalled"] } }),
      { ...transformed(5, [], [[lot("B"), 1]]), inputEPCList: [serial(1)] },
      { ...seen(6, [serial(2)]), action: "DELETE", bizStep: "destroying" },
    ]);
    const [used] = (await state(serial(1))).positions;
    expect(used?.holder?.value).to.equal(HAULIER);
    expect(used?.conditions.map((fact) => fact?.value)).to.deep.equal(["completeness_verified"]);
    expect(used?.ended?.value).to.equal("used");
    const [destroyed] = (await state(serial(2))).positions;
    expect(destroyed?.conditions).to.deep.equal([]);
    expect(destroyed?.ended?.value).to.equal("decommissioned");
  });

  it("is unknown where nobody has said anything, and ends in circles of units", async () => {
    expect((await state(serial("nowhere"))).positions[0]).to.include({ place: null, lastEvent: null });
    await tell([packed(1, "ADD", sscc(1), [sscc(2)]), packed(2, "ADD", sscc(2), [sscc(1)], at(FARM))]);
    expect((await state(sscc(1))).positions[0]?.place?.value.id).to.equal(FARM);
  });

  it("says that it is cut when its events are more text than one question reads", async () => {
    await tell(Array.from({ length: 12 }, (_, n) => seen(n, [serial(1)], at(FARM))));
    expect((await state(serial(1))).truncated).to.equal(false);
    await lengthenEvents(backend());
    const { truncated, positions } = await state(serial(1));
    expect(truncated).to.equal(true);
    expect(positions[0]?.lastEvent?.since).to.equal(minute(11));
  });
});

describe("the history of goods", () => {
  const { tell, get, backend } = traceWorld();
  const history = async (subject: string, query: Record<string, string> = {}) =>
    historyView.parse(await get("history", { subject, ...query }));

  it("holds their events and those of what carried them meanwhile, by time, with places and proof states", async () => {
    await tell([
      seen(9, [sscc(1)], at(SHOP)),
      packed(8, "DELETE", sscc(1), [serial(1)]),
      shipped(4, [sscc(1)]),
      packed(2, "ADD", sscc(1), [serial(1)], at(FARM)),
      seen(1, [sscc(1)], at(SHOP)),
    ]);
    const { items, next, truncated } = await history(serial(1));
    expect(items.map(({ statement, via }) => [statement.eventTime, via])).to.deep.equal([
      [minute(2), null],
      [minute(4), sscc(1)],
      [minute(8), null],
    ]);
    expect(items[1]?.whereabouts).to.deep.include({ headingFor: SHOP, place: { id: FARM, basis: "readPoint" } });
    expect(items.every(({ statement }) => statement.state === "stored")).to.equal(true);
    expect([next, truncated]).to.deep.equal([null, false]);
  });

  it("shows what was taken back, and says so", async () => {
    const wrong = seen(1, [serial(1)]);
    await tell([wrong]);
    await tell([takenBack(wrong)]);
    expect((await history(serial(1))).items.map(({ statement }) => [statement.declaresError, statement.declaredInError])).to.deep.equal([
      [false, true],
      [true, false],
    ]);
  });

  it("comes in shorter pages when its events are long, and none is left out", async () => {
    const told = await tell(Array.from({ length: 12 }, (_, n) => seen(n, [serial(1)])));
    await lengthenEvents(backend());
    const pages: string[][] = [];
    for (let after: string | null | undefined; after !== null;) {
      const { items, next }: HistoryView = await history(serial(1), after === undefined ? {} : { after });
      pages.push(items.map(({ statement }) => statement.commitment));
      after = next;
    }
    expect(pages.map(({ length }) => length)).to.deep.equal([9, 3]);
    expect(pages.flat()).to.deep.equal(told);
  });

  it("comes page by page, each event once", async () => {
    await tell(
      Array.from({ length: 7 }, (_, n) =>
        seen(n % 3, [serial(1)], { bizStep: ["storing", "picking", "packing"][Math.floor(n / 3)] ?? "" }),
      ),
    );
    const times: string[] = [];
    let after: string | null = null;
    do {
      const page = await history(serial(1), { limit: "3", ...(after === null ? {} : { after }) });
      times.push(...page.items.map(({ statement }) => statement.commitment));
      after = page.next;
    } while (after !== null);
    expect(times).to.have.length(7);
    expect(new Set(times).size).to.equal(7);
  });
});
