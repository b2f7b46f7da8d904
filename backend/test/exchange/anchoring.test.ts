import { expect } from "chai";
import { footprintCommitmentOf, footprintDigestOf } from "@waybill/protocol/pact/footprint-commitment";
import type { AnchorView } from "@waybill/protocol/schemas/api/traceability";
import { provenFootprint, type FootprintProof } from "@waybill/protocol/schemas/api/exchange";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { proveAnchoring } from "@waybill/protocol/verify/anchor-proof";
import { createRpcReader } from "@waybill/protocol/verify/rpc-reader";
import { createRun } from "@waybill/protocol/verify/run";
import { captureOnChain } from "../support/capture-on-chain.ts";
import { registerActor, startChainBackend, type ChainBackend } from "../support/chain-backend.ts";
import { KEYS, startChainWorld, type ChainWorld } from "../support/chain-world.ts";
import { observation } from "../support/events.ts";
import { footprintDraft, ownerWith, SALAD } from "../support/exchange.ts";
import { waitFor } from "../support/wait-for.ts";

describe("footprints on chain", () => {
  let world: ChainWorld;
  let backend: ChainBackend;
  before(async () => {
    world = await startChainWorld();
    backend = await startChainBackend(world, { ANCHOR_MAX_EVENTS: "100", ANCHOR_MAX_SECONDS: "3600" });
    await registerActor(backend, world, KEYS.alice, "Alice Farms");
  });
  after(async () => {
    await backend.stop();
    await world.stop();
  });

  it("share a batch with statements, and partners can prove what they got against the chain alone", async () => {
    const owner = await ownerWith(backend, world.caller.addressOf(KEYS.alice));
    const partner = await owner.partner("Retailer", { products: [SALAD] });
    const { footprint, commitment } = provenFootprint.parse(await owner.publish(footprintDraft()));
    const statement = await captureOnChain(backend, world, KEYS.alice, observation({ eventTime: "2026-04-17T11:10:42-04:00" }));
    const second = await owner.publish(footprintDraft({ precedingPfIds: [footprint.id] }));
    await backend.post("/api/anchors", {});
    const proof = await waitFor("the footprint's proof", async () => {
      const got = (await partner.ask("GET", `/3/footprints/${footprint.id}/proof`)).json<FootprintProof>();
      return got.anchoring === null ? undefined : got;
    });
    expect(proof.state).to.equal("included");
    const { body } = await backend.get<AnchorView>(`/api/anchors/${proof.anchoring?.anchor.entry.index}`);
    // What an anchor lists are statements; footprints are leaves beside them.
    expect(body.batch?.commitments).to.deep.equal([statement]);
    const { rows } = await backend.app.db.pool.query(
      "SELECT value, kind FROM batch_leaves WHERE kind IN ('commitment', 'record') ORDER BY position",
    );
    expect(rows).to.deep.equal([
      { value: commitment, kind: "record" },
      { value: statement, kind: "commitment" },
      { value: second.commitment, kind: "record" },
    ]);

    const [got] = await partner.list();
    if (got === undefined) throw new Error("the footprint is shared");
    expect(got.status).to.equal("Deprecated");
    const opened = { digest: footprintDigestOf(got), salt: proof.salt as Hex32, account: proof.account as Address };
    expect(footprintCommitmentOf(opened)).to.equal(proof.commitment);
    const chain = { chainId: 31337, supplyChain: world.deployment.supplyChain as Address, fromBlock: 0 };
    const reader = createRpcReader(async (method, params) => {
      const answer = await backend.post<{ result?: unknown }>("/rpc", { jsonrpc: "2.0", id: 1, method, params });
      return answer.body.result;
    });
    const prove = (value: Hex32) => proveAnchoring(createRun(reader, chain, chain), "footprint", value, proof.anchoring);
    const { inclusion, anchor } = await prove(footprintCommitmentOf(opened));
    expect([inclusion.status, anchor.status], JSON.stringify([inclusion, anchor])).to.deep.equal(["passed", "passed"]);
    const altered = { ...opened, digest: footprintDigestOf({ ...got, comment: "altered" }) };
    expect((await prove(footprintCommitmentOf(altered))).inclusion.status).to.equal("failed");
  });
});
