import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import type { ChainReader } from "@waybill/protocol/verify/chain-reader";
import { verify } from "@waybill/protocol/verify/verify-event";
import { expect } from "chai";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { captureSigned, makeActor, observation } from "../support/events.ts";
import { CHAIN } from "../support/organisations.ts";

/** What is on chain is another test's question: here the steps that need none are looked at. */
const NO_CHAIN = {} as ChainReader;

const WITH_CERTIFICATE = observation({ certificationInfo: "https://certificates.example/organic/2026-17" });
const LOT_AND_SERIAL = observation({ epcList: ["https://id.gs1.org/01/09506000134352/10/LOT1/21/S1"] });

describe("an anchored statement changed in the database", () => {
  let backend: TestBackend;
  before(async () => {
    backend = await startTestBackend();
  });
  after(() => backend.stop());
  beforeEach(async () => {
    await backend.clear();
    makeActor(backend, "farm");
  });

  async function stepsAfter(event: JsonObject, [from, to]: [string, string] | [null, null]) {
    const { commitment } = (await captureSigned(backend, event, "farm")).json<{ commitment: string }>();
    if (from !== null) {
      const { rowCount } = await backend.app.db.pool.query(
        "UPDATE statements SET event_json = replace(event_json, $2, $3) WHERE commitment = $1 AND event_json LIKE '%' || $2 || '%'",
        [commitment, from, to],
      );
      expect(rowCount).to.equal(1);
    }
    const { outcome, steps } = await verify((await backend.request("GET", `/api/statements/${commitment}/bundle`)).text, NO_CHAIN, {
      trusted: CHAIN,
    });
    return { outcome, ...Object.fromEntries(steps.map(({ id, status }) => [id, status])) } as Record<string, string>;
  }

  for (const [what, event, change] of [
    ["whose certificate link was swapped", WITH_CERTIFICATE, ["organic/2026-17", "organic/2026-18"]],
    ["whose lot beside the serial was changed", LOT_AND_SERIAL, ["/10/LOT1/21/S1", "/10/LOT2/21/S1"]],
  ] as const) {
    it(`${what} is red, although its event hash is the same as before`, async () => {
      expect(await stepsAfter(event, [null, null])).to.include({ "event-hash": "passed", "content-digest": "passed", signature: "passed" });
      await backend.clear();
      makeActor(backend, "farm");
      expect(await stepsAfter(event, [...change])).to.include({
        "event-hash": "passed",
        "content-digest": "failed",
        signature: "failed",
        outcome: "failed",
      });
    });
  }
});
