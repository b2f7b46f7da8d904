import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { escalationProof, recallView } from "@waybill/protocol/schemas/api/recalls";
import { run as verify } from "../../../scripts/cli/verify.ts";
import { createRecallsService } from "../../src/modules/recalls/recalls.service.ts";
import { captureOnChain } from "../support/capture-on-chain.ts";
import { registerActor, startChainBackend, type ChainBackend } from "../support/chain-backend.ts";
import { KEYS, startChainWorld, type ChainWorld } from "../support/chain-world.ts";
import { observation } from "../support/events.ts";
import { createFakeCustody } from "../support/fake-chain.ts";
import { BULK, HARVEST, lots, noticeOf } from "../support/recalled.ts";
import { waitFor } from "../support/wait-for.ts";

describe("escalations on chain", () => {
  let world: ChainWorld;
  let backend: ChainBackend;
  const folder = mkdtempSync(join(tmpdir(), "waybill-escalation-"));
  before(async function () {
    this.timeout(120_000);
    world = await startChainWorld();
    backend = await startChainBackend(world, { ANCHOR_MAX_EVENTS: "100", ANCHOR_MAX_SECONDS: "3600" });
    await registerActor(backend, world, KEYS.alice, "Alice Farms");
    await registerActor(backend, world, KEYS.bob, "Bob's Shop");
  });
  after(async () => {
    await backend.stop();
    await world.stop();
    rmSync(folder, { recursive: true });
  });

  /** Checks a proof as anybody can, by the command and a node. */
  async function checked(proof: object): Promise<{ code: number; out: string }> {
    writeFileSync(join(folder, "proof.json"), JSON.stringify(proof));
    let out = "";
    const io = { cwd: folder, stdout: { write: (text: string) => (out += text) }, stderr: { write: (text: string) => (out += text) } };
    const code = await verify(["proof.json", "--rpc", `${backend.url}/rpc`, "--contract", world.deployment.supplyChain], io);
    return { code, out };
  }

  it("are anchored with the notice's batch, and a record that was altered is not what stands there", async () => {
    const receiving = observation({ eventTime: "2026-04-18T08:00:00-04:00", bizStep: "receiving", quantityList: lots(BULK) });
    await captureOnChain(backend, world, KEYS.alice, HARVEST);
    await captureOnChain(backend, world, KEYS.bob, receiving);
    const notice = await captureOnChain(backend, world, KEYS.alice, noticeOf([BULK]));
    const path = `/api/recalls/${notice}`;
    const service = createRecallsService({ custody: createFakeCustody() });
    // Its day to answer is long over: whoever is asked is late at once.
    const step = await waitFor("the holder to be late", async () => {
      await service.followAll(backend.app);
      return recallView.parse((await backend.get(path)).body).tasks[0]?.escalations[0];
    });
    await backend.post("/api/anchors", {});
    const proof = await waitFor("the escalation's proof", async () => {
      const got = escalationProof.parse((await backend.get(`${path}/escalations/${step.commitment}`)).body);
      return got.anchoring === null ? undefined : got;
    });
    expect(proof.record).to.include({ notice, account: world.caller.addressOf(KEYS.bob), tier: 1, to: "holder" });

    const { out } = await checked(proof);
    for (const id of ["record", "inclusion", "anchor", "keeper"]) expect(out).to.contain(`✓ passed   ${id}`);
    const altered = await checked({ ...proof, record: { ...proof.record, at: "2026-01-01T00:00:00.000Z" } });
    expect(altered.out).to.contain("✗ failed   record").and.to.contain("✗ failed   inclusion");
    expect(altered.code).to.equal(1);
  });
});
