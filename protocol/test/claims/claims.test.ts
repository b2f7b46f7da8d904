import { expect } from "chai";
import { claimedTransports, partiesOf, transportKeys, vintageOf } from "../../src/claims/claimed-transports.ts";
import { bufferGrams, evidenceHash, issuanceTermsOf, projectOf } from "../../src/claims/issuance-terms.ts";
import { likenessOf } from "../../src/claims/same-transport.ts";
import { claimAct, claimState, nextClaimState } from "../../src/claims/transitions.ts";
import type { TransportChainElement } from "../../src/footprint/transport-chain.ts";
import type { Address, Hex32 } from "../../src/schemas/primitives.ts";
import {
  chainFrom,
  FARM,
  KITCHEN,
  LETTUCE,
  made,
  packed,
  PALLET,
  palletReceived,
  palletSent,
  received,
  SALAD,
  sent,
} from "../support/goods.ts";

const word = (digit: string) => `0x${digit.repeat(64)}` as Hex32;

describe("claims to savings", () => {
  it("move by the table and by nothing else", () => {
    const allowed = claimState.options.flatMap((state) =>
      claimAct.options.flatMap((act) => {
        const next = nextClaimState(state, act);
        return next === undefined ? [] : [`${state} ${act} ${next}`];
      }),
    );
    expect(allowed).to.deep.equal([
      "draft submit submitted",
      "draft withdraw rejected",
      "submitted verify verified",
      "submitted reject rejected",
      "submitted withdraw rejected",
      "verified verify verified",
      "verified reject rejected",
      "verified withdraw rejected",
      "verified issue issuing",
      "verified appear issued",
      "issuing include issued",
      "issuing fail verified",
      "issued undo issuing",
      "issued vanish verified",
    ]);
  });

  it("name a transport by the statements of its departure and arrival, whichever goods they are about", () => {
    const lot = chainFrom(
      [made(1, FARM, LETTUCE, 1000), packed(1, FARM, LETTUCE, 1000), palletSent(2, FARM, KITCHEN), palletReceived(3, KITCHEN)],
      LETTUCE,
    );
    const unit = chainFrom(
      [made(1, FARM, LETTUCE, 1000), packed(1, FARM, LETTUCE, 1000), palletSent(2, FARM, KITCHEN), palletReceived(3, KITCHEN)],
      PALLET,
    );
    const keysOf = ({ elements }: typeof lot) =>
      elements.flatMap((element) => (element.kind === "transport" ? transportKeys(element) : []));
    expect(keysOf(lot)).to.have.length(2);
    expect(keysOf(lot)).to.deep.equal(keysOf(unit));
  });

  it("know a transport again that other statements tell of, for the lot or the pallet, and not the next trip that stands beside it", () => {
    const { elements } = chainFrom(
      [made(1, FARM, LETTUCE, 1000), packed(1, FARM, LETTUCE, 1000), palletSent(2, FARM, KITCHEN), palletReceived(3, KITCHEN)],
      LETTUCE,
    );
    const [trip] = claimedTransports({ elements } as never, [{ element: "e1" }]);
    if (trip === undefined) throw new Error("the pallet was sent");
    let statements = 0;
    const anew = (change: Partial<TransportChainElement>): TransportChainElement => ({
      ...{ ...trip, ...change },
      evidence: trip.evidence.map((one) => ({ ...one, statement: one.statement && word((++statements).toString(16)) })),
    });
    const in_ = (transport: TransportChainElement, ...others: TransportChainElement[]) => ({
      ...{ transport, footprint: { elements: [transport, ...others] as never } },
    });
    const nextWeek = { departedAt: "2026-04-20T08:00:00Z", arrivedAt: "2026-04-21T08:00:00Z" };
    const later = anew({ ...nextWeek, id: "e2" });
    expect(likenessOf(in_(trip), in_(anew({})))).to.equal("same");
    expect(likenessOf(in_(trip), in_(anew({ subject: PALLET, units: [] })))).to.equal("same");
    expect(likenessOf(in_(trip), in_(later))).to.equal("same");
    expect(likenessOf(in_(trip), in_(later, trip))).to.equal("other");
    expect(likenessOf(in_(trip, later), in_(later))).to.equal("other");
    expect(likenessOf(in_(trip), in_(anew({ departedAt: null, arrivedAt: null, id: "e2" }), trip))).to.equal("same");
    const back = { to: trip.from, from: trip.to };
    expect(likenessOf(in_(trip), in_(anew({ ...back, units: [] })))).to.equal("alike");
    expect(likenessOf(in_(trip), in_(anew({ ...back, ...nextWeek })))).to.equal("alike");
    expect(likenessOf(in_(trip), in_(anew({ ...back, departedAt: null, arrivedAt: null })))).to.equal("alike");
    expect(likenessOf(in_(trip), in_(anew({ ...back, ...nextWeek, id: "e2" }), trip))).to.equal("other");
    // The pallet cannot be on two ways at once; where one ends as the other begins it is not.
    expect(likenessOf(in_(trip), in_(anew(back)))).to.equal("same");
    expect(likenessOf(in_(trip), in_(anew({ ...back, departedAt: trip.arrivedAt, arrivedAt: nextWeek.arrivedAt })))).to.equal("alike");
    expect(likenessOf(in_(trip), in_(anew({ subject: SALAD, units: [] })))).to.equal("other");
  });

  it("read the statements of a long footprint once, however many of its transports are compared", () => {
    const { elements } = chainFrom(
      [made(1, FARM, LETTUCE, 1000), sent(2, FARM, KITCHEN, LETTUCE, 1000), received(3, KITCHEN, LETTUCE, 1000)],
      LETTUCE,
    );
    const [trip] = claimedTransports({ elements } as never, [{ element: "e1" }]);
    if (trip === undefined) throw new Error("the lettuce was sent");
    let reads = 0;
    const counted = Object.defineProperty({ ...trip, id: "e99" }, "evidence", { get: () => (reads++, trip.evidence) });
    const trips = ["1", "2", "3", "4"].map((digit) => ({
      ...{ ...trip, id: `e${digit}`, to: { ...trip.to, gln: null, latitudeMicrodegrees: Number(digit) } },
      evidence: trip.evidence.map((one) => ({ ...one, statement: one.statement && word(digit) })),
    }));
    const footprint = { elements: [counted, ...trips] as never };
    for (const one of trips.slice(0, 2))
      for (const other of trips.slice(2))
        expect(likenessOf({ transport: one, footprint }, { transport: other, footprint })).to.equal("other");
    expect(reads).to.equal(1);
  });

  it("take only transports that are named, and know their parties and their year", () => {
    const chain = chainFrom(
      [made(1, FARM, LETTUCE, 1000), sent(2, FARM, KITCHEN, LETTUCE, 1000), received(3, KITCHEN, LETTUCE, 1000)],
      LETTUCE,
    );
    const [transport] = claimedTransports(chain as never, [{ element: "e1" }]);
    expect(transport && partiesOf(transport)).to.have.length(2);
    expect(transport && vintageOf([transport, { ...transport, departedAt: "2024-12-31T23:30:00-01:00" }])).to.equal(2026);
    expect(transport && vintageOf([{ ...transport, departedAt: "2024-12-31T23:30:00-01:00" }])).to.equal(2025);
    expect(transport && vintageOf([transport, { ...transport, departedAt: null, arrivedAt: null }])).to.equal(undefined);
    expect(claimedTransports(chain as never, [{ element: "e7" }])).to.deep.equal([]);
  });

  it("give one project and one evidence hash for the same transports and documents in any order, and others for others", () => {
    expect(projectOf([word("1"), word("2")])).to.equal(projectOf([word("2"), word("1"), word("1")]));
    expect(projectOf([word("1")])).not.to.equal(projectOf([word("2")]));
    expect(evidenceHash(["b", "a"])).to.equal(evidenceHash(["a", "b", "a"]));
    expect(evidenceHash(["a"])).not.to.equal(evidenceHash(["b"]));
    const saving = { baseline: word("1"), actual: word("2"), keys: [word("3")], documents: ["a"] };
    const terms = issuanceTermsOf({ ...saving, to: `0x${"11".repeat(20)}` as Address, savedGrams: 7n, vintage: 2026, bufferShare: 500 });
    expect([terms.firstSerial, terms.lastSerial]).to.deep.equal([1n, 7n]);
  });

  it("withhold as much as the contract does: rounded up to a gram", () => {
    expect([bufferGrams(1n, 500), bufferGrams(10_000n, 500), bufferGrams(10_001n, 500), bufferGrams(7n, 0)]).to.deep.equal([
      1n,
      500n,
      501n,
      0n,
    ]);
  });
});
