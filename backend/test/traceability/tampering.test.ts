import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { createRpcReader } from "@waybill/protocol/verify/rpc-reader";
import { verify } from "@waybill/protocol/verify/verify-event";
import { expect } from "chai";
import { captureOnChain } from "../support/capture-on-chain.ts";
import { registerActor, startChainBackend, type ChainBackend } from "../support/chain-backend.ts";
import { KEYS, startChainWorld, type ChainWorld } from "../support/chain-world.ts";
import { observation } from "../support/events.ts";
import { waitFor } from "../support/wait-for.ts";

const WITH_CERTIFICATE = observation({ certificationInfo: "https://certificates.example/organic/2026-17" });
const LOT_AND_SERIAL = observation({ epcList: ["https://id.gs1.org/01/09506000134352/10/LOT1/21/S1"] });

describe("an anchored statement changed in the database", () => {
  let world: ChainWorld;
  let backend: ChainBackend;
  before(async function () {
    this.timeout(120_000);
    world = await startChainWorld();
    backend = await startChainBackend(world, { ANCHOR_MAX_EVENTS: "100", ANCHOR_MAX_SECONDS: "3600" });
    await registerActor(backend, world, KEYS.alice, "Alice Farms");
  });
  after(async () => {
    await backend.stop();
    await world.stop();
  });

  async function verdictOf(commitment: string) {
    const { body } = await backend.get<JsonObject>(`/api/statements/${commitment}/bundle`);
    const reader = createRpcReader(async (method, params) => {
      const answer = await backend.post<{ result?: unknown }>("/rpc", { jsonrpc: "2.0", id: 1, method, params });
      return answer.body.result;
    });
    const trusted = { chainId: 31337, supplyChain: world.deployment.supplyChain as Address };
    const { outcome, steps } = await verify(JSON.stringify(body), reader, { trusted });
    return { outcome, ...Object.fromEntries(steps.map(({ id, status }) => [id, status])) } as Record<string, string>;
  }

  for (const [what, event, [from, to]] of [
    ["whose certificate link was swapped", WITH_CERTIFICATE, ["organic/2026-17", "organic/2026-18"]],
    ["whose lot beside the serial was changed", LOT_AND_SERIAL, ["/10/LOT1/21/S1", "/10/LOT2/21/S1"]],
  ] as const) {
    it(`${what} is red, although its event hash is the same as before`, async () => {
      const commitment = await captureOnChain(backend, world, KEYS.alice, event);
      await backend.post("/api/anchors", {});
      const onChain = { "event-hash": "passed", inclusion: "passed", anchor: "passed", signer: "passed" };
      await waitFor("the anchor", async () => ((await verdictOf(commitment))["anchor"] === "passed" ? true : undefined));
      expect(await verdictOf(commitment)).to.include({ ...onChain, "content-digest": "passed", signature: "passed" });
      const { rowCount } = await backend.app.db.pool.query(
        "UPDATE statements SET event_json = replace(event_json, $2, $3) WHERE commitment = $1 AND event_json LIKE '%' || $2 || '%'",
        [commitment, from, to],
      );
      expect(rowCount).to.equal(1);
      expect(await verdictOf(commitment)).to.include({
        ...onChain,
        ...{ "content-digest": "failed", signature: "failed" },
        outcome: "failed",
      });
    });
  }

  it("whose proof was cut is open, and so are its neighbours in the batch, whose bundles come all the same", async () => {
    const [cut, whole] = [
      await captureOnChain(backend, world, KEYS.alice, observation({ eventTime: "2026-04-17T12:01:00-04:00" })),
      await captureOnChain(backend, world, KEYS.alice, observation({ eventTime: "2026-04-17T12:02:00-04:00" })),
    ];
    await backend.post("/api/anchors", {});
    await waitFor("the anchor", async () => ((await verdictOf(whole))["anchor"] === "passed" ? true : undefined));
    await backend.app.db.pool.query("DELETE FROM batch_leaves WHERE kind = 'commitment' AND value = $1", [cut]);
    for (const commitment of [cut, whole])
      expect(await verdictOf(commitment)).to.include({ signature: "passed", inclusion: "unknown", outcome: "unknown" });
  });
});
