import { handoverView, type HandoverView } from "@waybill/protocol/schemas/api/custody";
import { custodyView, type CustodyView, type JourneyView } from "@waybill/protocol/schemas/api/traceability";
import { custodyProof, type CustodyProof, type JourneyBundle } from "@waybill/protocol/schemas/bundle";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { createRpcReader } from "@waybill/protocol/verify/rpc-reader";
import { verifyJourney } from "@waybill/protocol/verify/verify-journey";
import { expect } from "chai";
import { httpRequest } from "../../../scripts/cli/verify/http-request.ts";
import { registerActor, startChainBackend, type ChainBackend } from "../support/chain-backend.ts";
import { KEYS, startChainWorld, word, type ChainWorld } from "../support/chain-world.ts";
import { custodyActions, ITEMS, PALLET } from "../support/custody-actions.ts";
import { waitFor } from "../support/wait-for.ts";

interface Problem {
  code: string;
}

describe("custody", () => {
  let world: ChainWorld;
  let backend: ChainBackend;
  let act: ReturnType<typeof custodyActions>;
  let salts = 0;
  before(async () => {
    world = await startChainWorld();
    backend = await startChainBackend(world);
    act = custodyActions(world);
    await registerActor(backend, world, KEYS.alice, "Alice Farms");
    await registerActor(backend, world, KEYS.bob, "Bob Logistics");
  });
  after(async () => {
    await backend.stop();
    await world.stop();
  });

  /** A fresh unit of Alice's, once it is on chain. */
  async function open(): Promise<Hex32> {
    const { unit, body } = await act.opening(KEYS.alice, word(++salts));
    const answer = await backend.post("/api/custody/units", body);
    expect(answer.status).to.equal(202);
    await unitAt(unit, 0);
    return unit;
  }

  async function unitAt(unit: Hex32, seq: number): Promise<CustodyView> {
    return waitFor(`seq ${seq}`, async () => {
      const { status, body } = await backend.get<CustodyView>(`/api/custody/units/${unit}`);
      return status === 200 && body.seq >= seq ? body : undefined;
    });
  }

  async function handoverIn(id: string, state: HandoverView["state"]): Promise<HandoverView> {
    return waitFor(`state ${state}`, async () => {
      const { body } = await backend.get<HandoverView>(`/api/custody/handovers/${id}`);
      return body.state === state ? body : undefined;
    });
  }

  async function offer(unit: Hex32, seq = 0) {
    const { terms, body } = await act.offer(KEYS.alice, KEYS.bob, unit, seq);
    const answer = await backend.post<HandoverView>("/api/custody/handovers", body);
    expect(answer.status, JSON.stringify(answer.body)).to.equal(201);
    handoverView.parse(answer.body);
    return { terms, body, id: answer.body.id };
  }

  it("moves a unit from holder to receiver by two signatures, and neither pays", async () => {
    const unit = await open();
    const { terms, id } = await offer(unit);
    const accepted = await backend.post(`/api/custody/handovers/${id}/accept`, await act.acceptance(KEYS.bob, terms));
    expect(accepted.status).to.equal(202);
    const { transactionHash } = await handoverIn(id, "included");
    const view = await unitAt(unit, 1);
    custodyView.parse(view);
    expect(view.holder.name).to.equal("Bob Logistics");
    expect(view.steps.map((step) => [step.kind, step.seq, step.transactionHash])).to.deep.equal([
      ["opened", 0, view.steps[0]?.transactionHash],
      ["handed-over", 0, transactionHash],
    ]);
    expect(await world.caller.read("custodyOf", [unit])).to.deep.include({ holder: terms.to, seq: 1n });
    await world.mine(3);
    await handoverIn(id, "final");
    const proof = (await backend.get<CustodyProof>(`/api/custody/units/${unit}/proof`)).body;
    custodyProof.parse(proof);
    const step = proof.steps[1];
    expect(step?.kind === "handed-over" && step.fromSignature && step.toSignature && step.deadline).to.equal(terms.deadline);
    expect(proof.profiles.map(({ name }) => name)).to.have.members(["Alice Farms", "Bob Logistics"]);
  });

  it("is listed in the anchored history of its SSCC once it is open, so that its record cannot be left out whole", async () => {
    const unit = await open();
    const listing = await waitFor("the listing", async () => {
      const { body } = await backend.get<JourneyBundle>(`/api/journeys/bundle?subject=${encodeURIComponent(PALLET)}`);
      const listed = body.histories.filter(({ entries }) => entries.some(({ commitment }) => commitment === unit));
      return listed.length === 1 ? body : undefined;
    });
    await world.mine(3);
    const stepOf = async (custody: readonly CustodyProof[]) => {
      const bundle = JSON.stringify({ ...listing, custody });
      const { steps } = await verifyJourney(bundle, createRpcReader(httpRequest(world.anvil.url)), { trusted: act.chain });
      return steps.find(({ id }) => id === "custody");
    };
    expect(await stepOf(listing.custody)).to.include({ status: "passed" });
    const without = await stepOf(listing.custody.filter((record) => record.unit !== unit));
    expect([without?.status, without?.details]).to.deep.equal(["failed", { units: unit }]);
    const { entries } = listing.histories[0] ?? expect.fail("there is one");
    expect(new Set(entries.map(({ commitment }) => commitment)).size, "each once").to.equal(entries.length);
  });

  it("answers the same offer with the same handover, and another one for the same seq with a conflict", async () => {
    const unit = await open();
    const { body, id } = await offer(unit);
    expect((await backend.post<HandoverView>("/api/custody/handovers", body)).body.id).to.equal(id);
    const other = await act.offer(KEYS.alice, KEYS.bob, unit, 0, body.deadline + 60);
    const answer = await backend.post<Problem>("/api/custody/handovers", other.body);
    expect([answer.status, answer.body.code]).to.deep.equal([409, "custody.already-offered"]);
  });

  it("lets the receiver refuse, which voids the offer on chain and keeps the holder", async () => {
    const unit = await open();
    const { terms, id } = await offer(unit);
    const answer = await backend.post<HandoverView>(
      `/api/custody/handovers/${id}/reject`,
      await act.rejection(KEYS.bob, terms, "Too warm."),
    );
    expect([answer.status, answer.body.state, answer.body.reason]).to.deep.equal([202, "rejected", "Too warm."]);
    const view = await unitAt(unit, 1);
    expect(view.steps.at(-1)?.kind).to.equal("rejected");
    expect(view.holder.name).to.equal("Alice Farms");
    const late = await backend.post<Problem>(`/api/custody/handovers/${id}/accept`, await act.acceptance(KEYS.bob, terms));
    expect([late.status, late.body.code]).to.deep.equal([409, "custody.seq-stale"]);
  });

  it("is of logistic units only, by their one name", async () => {
    for (const subject of [
      "https://id.gs1.org/01/10860009999920/10/ABC1234",
      "https://id.gs1.org/00/008600099999850001",
      "https://id.gs1.org/00/008600099999850000?x=1",
    ]) {
      const { body } = await act.opening(KEYS.alice, word(++salts));
      const answer = await backend.post<Problem>("/api/custody/units", { ...body, subject });
      expect([answer.status, answer.body.code], subject).to.deep.equal([422, "custody.not-a-logistic-unit"]);
    }
  });

  it("ends custody when the holder says so, and a closed unit cannot be offered", async () => {
    const unit = await open();
    const closing = await act.closing(KEYS.alice, unit, 0, word(7));
    expect((await backend.post(`/api/custody/units/${unit}/close`, closing)).status).to.equal(202);
    expect((await unitAt(unit, 1)).status).to.equal("closed");
    const { body } = await act.offer(KEYS.alice, KEYS.bob, unit, 1);
    const answer = await backend.post<Problem>("/api/custody/handovers", body);
    expect([answer.status, answer.body.code]).to.deep.equal([409, "custody.unit-closed"]);
  });

  it("refuses offers that are not the holder's, stale, lapsed, to a stranger, or of other contents", async () => {
    const unit = await open();
    const good = (await act.offer(KEYS.alice, KEYS.bob, unit, 0)).body;
    const cases: [string, unknown, number, string][] = [
      ["another signer", (await act.offer(KEYS.bob, KEYS.alice, unit, 0)).body, 422, "custody.invalid-receiver"],
      [
        "a foreign signature",
        { ...good, signature: (await act.offer(KEYS.bob, KEYS.bob, unit, 0)).body.signature },
        422,
        "custody.invalid-signature",
      ],
      ["a changed deadline", { ...good, deadline: good.deadline + 1 }, 422, "custody.invalid-signature"],
      ["a later seq", (await act.offer(KEYS.alice, KEYS.bob, unit, 1)).body, 409, "custody.seq-stale"],
      ["a passed deadline", (await act.offer(KEYS.alice, KEYS.bob, unit, 0, 1_700_000_000)).body, 409, "custody.lapsed"],
      ["an unregistered receiver", (await act.offer(KEYS.alice, KEYS.deployer, unit, 0)).body, 422, "custody.receiver-unknown"],
      ["other contents", { ...good, contents: { ...good.contents, items: [] } }, 422, "custody.unit-mismatch"],
      ["an unknown unit", (await act.offer(KEYS.alice, KEYS.bob, word(999), 0)).body, 404, "custody.unit-unknown"],
    ];
    for (const [what, body, status, code] of cases) {
      const answer = await backend.post<Problem>("/api/custody/handovers", body);
      expect([answer.status, answer.body.code], what).to.deep.equal([status, code]);
    }
    const { rows } = await backend.app.db.pool.query("SELECT 1 FROM custody_handovers WHERE unit = $1", [unit]);
    expect(rows).to.have.length(0);
  });

  it("refuses an acceptance that the receiver did not sign", async () => {
    const unit = await open();
    const { terms, id } = await offer(unit);
    const answer = await backend.post<Problem>(`/api/custody/handovers/${id}/accept`, await act.acceptance(KEYS.alice, terms));
    expect([answer.status, answer.body.code]).to.deep.equal([422, "custody.invalid-signature"]);
    expect((await backend.get<HandoverView>(`/api/custody/handovers/${id}`)).body.state).to.equal("offered");
  });

  it("refuses a rejection that the receiver did not sign, and an end that the holder did not", async () => {
    const unit = await open();
    const { terms, id } = await offer(unit);
    const rejecting = await backend.post<Problem>(
      `/api/custody/handovers/${id}/reject`,
      await act.rejection(KEYS.alice, terms, "Too warm."),
    );
    expect([rejecting.status, rejecting.body.code]).to.deep.equal([422, "custody.invalid-signature"]);
    const closing = await backend.post<Problem>(`/api/custody/units/${unit}/close`, await act.closing(KEYS.bob, unit, 0, word(7)));
    expect([closing.status, closing.body.code]).to.deep.equal([422, "custody.invalid-signature"]);
    expect((await backend.get<HandoverView>(`/api/custody/handovers/${id}`)).body.state).to.equal("offered");
    expect((await unitAt(unit, 0)).status).to.equal("open");
  });

  it("gives up an offer when the holder hands the unit over without us", async () => {
    const unit = await open();
    const { id } = await offer(unit);
    await world.caller.write(KEYS.alice, "withdraw", [unit]);
    expect((await handoverIn(id, "failed")).reason).to.contain("moved on");
    expect((await unitAt(unit, 1)).steps.at(-1)?.kind).to.equal("withdrawn");
  });

  it("lets an unanswered offer lapse by its deadline, and the holder may offer again", async () => {
    const unit = await open();
    const { terms, body } = await act.offer(KEYS.alice, KEYS.bob, unit, 0, Math.floor(Date.now() / 1_000) + 2);
    const { id } = (await backend.post<HandoverView>("/api/custody/handovers", body)).body;
    await waitFor("the lapse on the stream", async () => {
      const { rows } = await backend.app.db.pool.query(
        "SELECT 1 FROM outbox WHERE type = 'handover' AND payload->>'id' = $1 AND payload->>'state' = 'lapsed'",
        [id],
      );
      return rows.length === 1 ? true : undefined;
    });
    await handoverIn(id, "lapsed");
    const late = await backend.post<Problem>(`/api/custody/handovers/${id}/accept`, await act.acceptance(KEYS.bob, terms));
    expect([late.status, late.body.code]).to.deep.equal([409, "custody.lapsed"]);
    const again = await offer(unit);
    expect(again.id).not.to.equal(id);
  });

  it("lists handovers by account and by state, newest first", async () => {
    const unit = await open();
    const { id } = await offer(unit);
    const list = async (query: string) => (await backend.get<{ items: HandoverView[] }>(`/api/custody/handovers?${query}`)).body.items;
    const mine = await list(`account=${world.caller.addressOf(KEYS.bob)}`);
    expect(mine[0]?.id).to.equal(id);
    expect(mine.length).to.be.greaterThan(1);
    expect((await list(`unit=${unit}&state=offered`)).map((item) => item.id)).to.deep.equal([id]);
    expect(await list(`unit=${unit}&state=final`)).to.deep.equal([]);
    expect(await list(`account=${world.caller.addressOf(KEYS.deployer)}`)).to.deep.equal([]);
  });

  it("lists the units that an account holds, and what is inside them", async () => {
    const unit = await open();
    const held = (await backend.get<{ items: CustodyView[] }>(`/api/custody/units?holder=${world.caller.addressOf(KEYS.alice)}`)).body
      .items;
    expect(held.map((view) => view.unit)).to.include(unit);
    expect(held.every((view) => view.holder.name === "Alice Farms" && view.status === "open")).to.equal(true);
    const { body } = await backend.get<{ contents: { items: unknown[] } }>(`/api/custody/units/${unit}/contents`);
    expect(body.contents.items).to.deep.equal(ITEMS);
  });

  it("stands in the journey of a unit that no event was reported about", async () => {
    const unit = await open();
    const { subject } = (await backend.get<CustodyView>(`/api/custody/units/${unit}`)).body;
    const { body } = await backend.get<JourneyView>(`/api/journeys?subject=${encodeURIComponent(subject)}`);
    expect(body.statements).to.deep.equal([]);
    expect(body.custody.map((view) => [view.unit, view.holder.name])).to.deep.include([unit, "Alice Farms"]);
  });

  it("proves a handover that the receiver sent itself by reading both terms from the transaction", async () => {
    const unit = await open();
    const { terms, body } = await act.offer(KEYS.alice, KEYS.bob, unit, 0);
    const call = [unit, terms.to, terms.docHash, terms.deadline, body.signature, "0x"] as const;
    await world.caller.write(KEYS.bob, "handover", call as never);
    await unitAt(unit, 1);
    const { steps } = (await backend.get<CustodyProof>(`/api/custody/units/${unit}/proof`)).body;
    const step = steps[1];
    if (step?.kind !== "handed-over") return expect.fail("the second step is a handover");
    expect([step.deadline, step.fromSignature, step.toSignature]).to.deep.equal([terms.deadline, body.signature, null]);
  });

  // Last: from here on the chain's clock is ahead of ours.
  it("says why a unit could not be opened", async () => {
    await world.anvil.rpc("evm_increaseTime", [3 * 86_400]);
    await world.mine();
    const { unit, body } = await act.opening(KEYS.alice, word(++salts));
    expect((await backend.post("/api/custody/units", body)).status).to.equal(202);
    const problem = await waitFor("the failure", async () => {
      const answer = await backend.get<Problem & { detail: string }>(`/api/custody/units/${unit}`);
      return answer.body.code === "custody.opening-failed" ? answer.body : undefined;
    });
    expect(problem.detail).to.match(/deadline has passed.*CustodyLapsed\(/);
  });
});
