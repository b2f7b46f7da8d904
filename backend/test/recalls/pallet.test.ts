import { expect } from "chai";
import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { journeyView } from "@waybill/protocol/schemas/api/traceability";
import { journeyBundle } from "@waybill/protocol/schemas/bundle";
import type { Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { checkScope } from "@waybill/protocol/verify/journey/scope";
import { readBundle } from "@waybill/protocol/verify/read-bundle";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { captureSigned, makeActor } from "../support/events.ts";
import { BOX, BULK, HARVEST, lots, noticeOf, packing } from "../support/recalled.ts";

describe("recalls on the page of a pallet", () => {
  let backend: TestBackend;
  before(async () => {
    backend = await startTestBackend({}, { clock: { now: () => new Date("2026-04-21T14:00:00Z") } });
  });
  after(() => backend.stop());
  beforeEach(async () => {
    await backend.clear();
    for (const name of ["farm", "cooler", "canteen"]) makeActor(backend, name);
    await commitmentFrom(HARVEST, "farm");
  });

  async function commitmentFrom(event: JsonObject, name: string): Promise<Hex32> {
    const answer = await captureSigned(backend, event, name);
    expect(answer.status, answer.text).to.equal(201);
    return answer.json<{ commitment: Hex32 }>().commitment;
  }

  const bundleOf = async (subject: string) => {
    const { text } = await backend.request("GET", `/api/journeys/bundle?subject=${encodeURIComponent(subject)}`);
    const { bundle, error } = readBundle(text, journeyBundle);
    if (bundle === undefined) throw new Error(error);
    return bundle;
  };
  const scopeOf = async (subject: string) => {
    const { events } = await bundleOf(subject);
    return checkScope(
      subject,
      events.map(({ event }) => event as JsonObject),
      [subject],
    );
  };
  const journeyOf = async (subject: string) =>
    journeyView.parse((await backend.request("GET", `/api/journeys?subject=${encodeURIComponent(subject)}`)).json());
  const recallsOn = async (subject: string) => (await journeyOf(subject)).recalls.map(({ commitment }) => commitment);

  it("are the newest twenty by whoever reported the goods, however many strangers write some", async function () {
    this.timeout(120_000);
    const numbered = (number: number) => ({ ...noticeOf([BULK]), "recall:reason": `Reason ${number}` });
    await commitmentFrom(packing("ADD", "17T10", BULK), "cooler");
    const first = await commitmentFrom(numbered(0), "farm");
    for (let number = 1; number <= 21; number++) await commitmentFrom(numbered(number), "canteen");
    expect([(await journeyOf(BOX)).truncated, await recallsOn(BOX)]).to.deep.equal([false, [first]]);
    const newest: Hex32[] = [];
    for (let number = 1; number <= 20; number++) newest.push(await commitmentFrom(numbered(number), "farm"));
    expect((await journeyOf(BOX)).truncated).to.equal(true);
    expect(await recallsOn(BOX)).to.have.members(newest);
    expect((await bundleOf(BOX)).events).to.have.lengthOf(22);
  });

  it("bring nothing into its proof about the other goods that the notice names", async () => {
    const other = "https://id.gs1.org/01/09506000134352/10/OTHER" as Subject;
    await commitmentFrom({ ...HARVEST, eventTime: "2026-04-01T08:00:00-04:00", quantityList: lots(other) }, "farm");
    await commitmentFrom(packing("ADD", "17T10", BULK), "cooler");
    const notice = await commitmentFrom(noticeOf([other, BULK]), "farm");
    expect(await recallsOn(BOX)).to.deep.equal([notice]);
    expect(await scopeOf(BOX)).to.deep.include({ status: "passed" });
  });

  it("tell of goods in a case on it, with the packing that put them there", async () => {
    const inner = "https://id.gs1.org/00/095060001343520017";
    const { childQuantityList: _, ...around } = packing("ADD", "17T12");
    const inside = await commitmentFrom({ ...packing("ADD", "17T10", BULK), parentID: inner }, "cooler");
    await commitmentFrom({ ...around, childEPCs: [inner] }, "cooler");
    const notice = await commitmentFrom(noticeOf([BULK]), "farm");
    expect(await recallsOn(BOX)).to.deep.equal([notice]);
    expect((await bundleOf(BOX)).events.map(({ commitment }) => commitment)).to.include.members([inside, notice]);
    expect(await scopeOf(BOX)).to.deep.include({ status: "passed" });
  });

  describe("whose packing is withdrawn", () => {
    const withdrawn = (event: JsonObject) => ({
      ...event,
      errorDeclaration: { declarationTime: "2026-04-21T10:00:00-04:00", reason: "incorrect_data" },
    });
    const packed = packing("ADD", "17T10", BULK);

    it("stay when that came after them", async () => {
      await commitmentFrom(packed, "cooler");
      const notice = await commitmentFrom(noticeOf([BULK]), "farm");
      await commitmentFrom(withdrawn(packed), "cooler");
      expect(await recallsOn(BOX)).to.deep.equal([notice]);
      expect(await scopeOf(BOX)).to.deep.include({ status: "passed" });
      await commitmentFrom(packing("DELETE", "18T10", BULK), "canteen");
      expect(await recallsOn(BOX)).to.deep.equal([]);
    });

    it("stay when another packing of the same goods was withdrawn before", async () => {
      const again = packing("ADD", "17T11", BULK);
      await commitmentFrom(packed, "cooler");
      await commitmentFrom(withdrawn(packed), "cooler");
      await commitmentFrom(again, "cooler");
      const notice = await commitmentFrom(noticeOf([BULK]), "farm");
      await commitmentFrom(withdrawn(again), "cooler");
      expect(await recallsOn(BOX)).to.deep.equal([notice]);
    });

    it("are not told when it was withdrawn before them", async () => {
      await commitmentFrom(packed, "cooler");
      await commitmentFrom(withdrawn(packed), "cooler");
      await commitmentFrom(noticeOf([BULK]), "farm");
      expect(await recallsOn(BOX)).to.deep.equal([]);
    });

    it("bring that of a case on it, with the withdrawal", async () => {
      const inner = "https://id.gs1.org/00/095060001343520017";
      const { childQuantityList: _, ...around } = packing("ADD", "17T12");
      const inCase = { ...packed, parentID: inner };
      const inside = await commitmentFrom(inCase, "cooler");
      await commitmentFrom({ ...around, childEPCs: [inner] }, "cooler");
      const notice = await commitmentFrom(noticeOf([BULK]), "farm");
      const withdrawal = await commitmentFrom(withdrawn(inCase), "cooler");
      expect(await recallsOn(BOX)).to.deep.equal([notice]);
      expect((await bundleOf(BOX)).events.map(({ commitment }) => commitment)).to.include.members([inside, notice, withdrawal]);
    });
  });
});
