import { expect } from "chai";
import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { recallSimulation, recallView, type RecallSimulation, type RecallView } from "@waybill/protocol/schemas/api/recalls";
import type { Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { createRecallsService } from "../../src/modules/recalls/recalls.service.ts";
import { startTestBackend, type TestBackend } from "./backend.ts";
import { captureSigned, makeActor, observation } from "./events.ts";
import { createFakeCustody } from "./fake-chain.ts";
import { accountOf } from "./organisations.ts";
import { BOX, BULK, HARVEST, lots, packing } from "./recalled.ts";
import { waitFor } from "./wait-for.ts";

/** What the lot became. */
export const SALAD = "https://id.gs1.org/01/09506000134369/10/SALAD" as Subject;
/** Another lot, on the same pallet. */
export const UNRELATED = "https://id.gs1.org/01/09506000134352/10/UNRELATED";
/** GLNs of places that nobody is known at. */
export const NOWHERE = "9506000134390";
export const ELSEWHERE = "9506000134406";

const { action: _action, quantityList: _quantityList, ...made } = observation({ eventTime: "2026-04-18T08:00:00-04:00" });
export const MAKING: JsonObject = {
  ...{ ...made, type: "TransformationEvent", bizStep: "commissioning" },
  ...{ inputQuantityList: lots(BULK), outputQuantityList: lots(SALAD) },
};
const SHIPPING = observation({
  eventTime: "2026-04-19T08:00:00-04:00",
  quantityList: lots(SALAD),
  destinationList: [{ type: "location", destination: `https://id.gs1.org/414/${NOWHERE}` }],
});
export const SELLING = observation({ eventTime: "2026-04-20T08:00:00-04:00", bizStep: "receiving", quantityList: lots(SALAD) });

const ofBox = (time: string, change: JsonObject): JsonObject => ({
  ...observation({ eventTime: `2026-04-${time}:00:00-04:00`, ...change }),
  ...{ epcList: [BOX], quantityList: [] },
});
/** The farm's lot travels on a pallet with another; who takes the pallet says nothing of what is on it. */
export const ON_A_PALLET: readonly (readonly [JsonObject, string])[] = [
  [packing("ADD", "17T10", BULK, UNRELATED), "farm"],
  [ofBox("17T12", { destinationList: [{ type: "location", destination: `https://id.gs1.org/414/${ELSEWHERE}` }] }), "farm"],
  [ofBox("18T12", { bizStep: "receiving" }), "cooler"],
  [packing("DELETE", "19T10", BULK), "farm"],
  [ofBox("20T12", { bizStep: "receiving" }), "canteen"],
];

export interface RecallWorld {
  backend: () => TestBackend;
  /** Sets the clock, which stands still otherwise. */
  setTime: (time: string) => void;
  /** What the job of each minute does. */
  follow: () => Promise<void>;
  commitmentFrom: (event: JsonObject, name: string) => Promise<Hex32>;
  recallOf: (notice: Hex32) => Promise<RecallView>;
  /** The recall, once its holders are asked. */
  opened: (notice: Hex32) => Promise<RecallView>;
  simulationOf: (subject: string, more?: string) => Promise<RecallSimulation>;
}

/** A backend for the tests of one block, where a farm's lot became a salad that a shop has; as new before each of them. */
export function recallWorld(): RecallWorld {
  let backend: TestBackend;
  let now = new Date();
  before(async () => {
    backend = await startTestBackend({}, { clock: { now: () => now } });
  });
  after(() => backend.stop());
  beforeEach(async () => {
    await backend.clear();
    now = new Date("2026-04-21T14:00:00Z");
    for (const name of ["farm", "kitchen", "shop", "cooler", "canteen"]) makeActor(backend, name);
    for (const [event, name] of [
      [HARVEST, "farm"],
      [MAKING, "kitchen"],
      [SHIPPING, "kitchen"],
      [SELLING, "shop"],
    ] as const)
      await commitmentFrom(event, name);
  });
  const commitmentFrom = async (event: JsonObject, name: string) => {
    const answer = await captureSigned(backend, event, name);
    expect(answer.status, answer.text).to.equal(201);
    return answer.json<{ commitment: Hex32 }>().commitment;
  };
  const recallOf = async (notice: Hex32) => recallView.parse((await backend.request("GET", `/api/recalls/${notice}`)).json());
  return {
    backend: () => backend,
    setTime: (time) => (now = new Date(time)),
    follow: () => createRecallsService({ custody: createFakeCustody() }).followAll(backend.app),
    commitmentFrom,
    recallOf,
    opened: (notice) =>
      waitFor("the holders", async () => {
        const recall = await recallOf(notice);
        return recall.opened ? recall : undefined;
      }),
    simulationOf: async (subject, more = "") => {
      const answer = await backend.request("GET", `/api/recalls/simulation?subject=${encodeURIComponent(subject)}${more}`);
      return recallSimulation.parse(answer.json());
    },
  };
}

type Views = readonly { party: { account: string } }[];

/** Accounts of views, and of names, to be compared. */
export const accountsIn = (views: Views): string[] => views.map(({ party }) => party.account).sort();
export const accounts = (...names: string[]): string[] => names.map((name) => accountOf(name).address).sort();
