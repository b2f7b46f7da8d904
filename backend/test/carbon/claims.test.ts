import { METHODOLOGY_HASH } from "@waybill/protocol/claims/methodology";
import { chainOf } from "@waybill/protocol/footprint/recheck";
import { savingOf } from "@waybill/protocol/footprint/saving";
import { DESNZ_2025 } from "@waybill/protocol/footprint/tables/desnz-2025";
import { claimSummary, claimView } from "@waybill/protocol/schemas/api/claims";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import type { ChainPlace, TransportChain } from "@waybill/protocol/footprint/transport-chain";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { expect } from "chai";
import type { ChainBackend } from "../support/chain-backend.ts";
import { KEYS } from "../support/chain-world.ts";
import { addressOf, railChain, toldAnew, tomorrow, VERIFIER } from "../support/claiming.ts";
import { batchPath, type ClaimsWorld, refused, startClaimsWorld } from "../support/claims-world.ts";
import { waitFor } from "../support/wait-for.ts";

describe("claims", () => {
  let backend: ChainBackend;
  let claims: ClaimsWorld["claims"];
  let stop: () => Promise<void>;
  const [alice, bob, verifier] = [addressOf(KEYS.alice), addressOf(KEYS.bob), addressOf(VERIFIER)];
  before(async () => ({ backend, claims, stop } = await startClaimsWorld()));
  after(() => stop());

  it("are of as much as the two footprints say, and of nothing that somebody types", async () => {
    const draft = claimView.parse(await claims.draft());
    const { baseline, actual, saving, terms } = draft;
    const again = savingOf(chainOf(baseline.footprint), chainOf(actual.footprint), [DESNZ_2025]);
    expect(saving).to.deep.equal({
      baselineGrams: String(again.baselineGrams),
      actualGrams: String(again.actualGrams),
      savedGrams: String(again.savedGrams),
    });
    expect(BigInt(draft.grams) <= BigInt(baseline.footprint.total.wtw) - BigInt(actual.footprint.total.wtw)).to.equal(true);
    expect([terms.firstSerial, terms.lastSerial, terms.saving.methodology]).to.deep.equal(["1", draft.grams, METHODOLOGY_HASH]);
    expect([terms.vintage, draft.transports, draft.documents.map(({ name }) => name)]).to.deep.equal([2026, ["e1"], ["fuel.txt"]]);
    const typed = await claims.post(KEYS.alice, { ...(await claims.request()), grams: "999999", savedGrams: "999999" });
    expect([typed.status, typed.body.grams]).to.deep.equal([201, draft.grams]);
  });

  it("have a transport to themselves from submission until they are rejected, whichever goods the other claim is about", async () => {
    const chain = railChain(alice, bob);
    const first = (await claims.post(KEYS.alice, await claims.request({}, chain))).body;
    // Heavier goods on the same transport: another footprint, told by the same statements.
    const draft = (await claims.post(KEYS.bob, await claims.request({}, { ...chain, massGrams: "900000" }))).body;
    expect([draft.state, draft.collisions]).to.deep.equal(["draft", []]);
    const second = await claims.submission(draft, KEYS.bob);
    expect((await claims.act(first.id, "submit", await claims.submission(first))).body.state).to.equal("submitted");
    const body = await refused(claims.act(draft.id, "submit", second), 409, "claims.already-claimed");
    expect((body as { detail?: string }).detail).to.contain(first.id);
    const refusedDraft = (await claims.get(draft.id)).body;
    expect(refusedDraft).to.include({ state: "draft", version: 1 });
    expect(refusedDraft.collisions).to.deep.equal([{ element: "e1", claim: first.id }]);
    const ending = await claims.ending(first, KEYS.alice, "Told wrongly.");
    expect((await claims.act(first.id, "withdraw", ending)).body.state).to.equal("rejected");
    expect((await claims.act(draft.id, "submit", second)).body.state).to.equal("submitted");
  });

  /** Departure and arrival declared in error, and said again an hour later. */
  function anHourLater(chain: TransportChain): TransportChain {
    const later = (time: string | null) => time && new Date(Date.parse(time) + 3_600_000).toISOString();
    const elements = chain.elements.map((element) =>
      element.kind === "transport" ? { ...element, departedAt: later(element.departedAt), arrivedAt: later(element.arrivedAt) } : element,
    );
    return toldAnew({ ...chain, elements });
  }

  it("do not take a transport again that was issued for, when all its statements are declared in error and made anew", async () => {
    const chain = railChain(alice, bob);
    const first = (await claims.post(KEYS.alice, await claims.request({}, chain))).body;
    const other = (await claims.post(KEYS.alice, await claims.request({}, anHourLater(chain)))).body;
    expect(other.collisions).to.deep.equal([]);
    await claims.act(first.id, "submit", await claims.submission(first));
    const ready = (await claims.act(first.id, "verify", await claims.verification(first))).body;
    await claims.act(first.id, "issue", await claims.order(ready));
    await claims.inState(first.id, "issued");
    // Whether or not the newer footprint names the older one as preceding, and even when it says another week.
    const corrected = { ...anHourLater(chain), preceding: first.terms.saving.actual as Hex32 };
    const week = toldAnew(chain);
    const elements = week.elements.map((element) => ({
      ...element,
      departedAt: "2026-04-20T08:00:00Z",
      arrivedAt: "2026-04-21T08:00:00Z",
    }));
    for (const again of [corrected, { ...week, elements }] as TransportChain[]) {
      const draft = claimView.parse((await claims.post(KEYS.alice, await claims.request({}, again))).body);
      expect(draft.collisions).to.deep.equal([{ element: "e1", claim: first.id }]);
      const body = await refused(claims.act(draft.id, "submit", await claims.submission(draft)), 409, "claims.already-claimed");
      expect((body as { detail?: string }).detail).to.contain(first.id);
    }
    await refused(claims.act(other.id, "submit", await claims.submission(other)), 409, "claims.already-claimed");
  });

  it("are shown to their verifier beside a claim that may be of the same trip, told anew with other places", async () => {
    const chain = railChain(alice, bob);
    const first = await claims.submitted(await claims.request({}, chain));
    const siding = ({ latitudeMicrodegrees: north, ...place }: ChainPlace) => ({
      ...{ ...place, gln: null, name: "Siding 4", latitudeMicrodegrees: (north ?? 0) + 1_000 },
    });
    const elsewhere = toldAnew(chain).elements.map((element) =>
      element.kind === "transport" ? { ...element, from: siding(element.from) } : element,
    );
    const second = claimView.parse(await claims.submitted(await claims.request({}, { ...chain, elements: elsewhere })));
    expect([second.collisions, second.resemblances.map(({ element, claim }) => [element, claim])]).to.deep.equal([[], [["e1", first.id]]]);
    const { resemblances } = claimView.parse((await claims.get(first.id)).body);
    expect(resemblances.map(({ claim, from }) => [claim, from.name])).to.deep.equal([[second.id, "Siding 4"]]);
    expect((await claims.act(second.id, "reject", await claims.ending(second, VERIFIER))).body.resemblances).to.have.length(1);
    expect((await claims.get(first.id)).body.resemblances).to.deep.equal([]);
  });

  it("take the second trip of the same goods on the same way, which stands beside the first", async () => {
    const chain = railChain(alice, bob);
    const [trip] = chain.elements;
    const again = toldAnew({
      ...chain,
      elements: [{ ...trip, id: "e2", departedAt: "2026-04-20T08:00:00Z", arrivedAt: "2026-04-21T08:00:00Z" } as never],
    }).elements;
    const both = { ...chain, elements: [...chain.elements, ...again] };
    const one = (await claims.post(KEYS.alice, await claims.request({}, both))).body;
    const body = await claims.request({}, both);
    const two = (await claims.post(KEYS.alice, { ...body, changes: [{ ...body.changes[0], element: "e2" }] })).body;
    for (const draft of [one, two]) {
      const answer = await claims.act(draft.id, "submit", await claims.submission(draft));
      expect([answer.status, answer.body.collisions], JSON.stringify(answer.body)).to.deep.equal([200, []]);
    }
  });

  it("are withdrawn as drafts when another claim was issued for the same transports, which its grams go on to name", async () => {
    const request = await claims.request();
    const [issued, draft] = [(await claims.post(KEYS.alice, request)).body, (await claims.post(KEYS.alice, request)).body];
    await claims.act(issued.id, "submit", await claims.submission(issued));
    const ready = (await claims.act(issued.id, "verify", await claims.verification(issued))).body;
    await claims.act(issued.id, "issue", await claims.order(ready));
    await claims.inState(issued.id, "issued");
    const named = async () =>
      waitFor("the batch is indexed", async () => {
        const { status, body } = await backend.get<{ claim: string | null }>(batchPath(issued));
        return status === 200 ? body : undefined;
      });
    expect(draft.batch).to.equal(issued.batch);
    expect((await named()).claim).to.equal(issued.id);
    const answer = await claims.act(draft.id, "withdraw", await claims.ending(draft, KEYS.alice));
    expect([answer.status, answer.body.state], JSON.stringify(answer.body)).to.deep.equal([200, "rejected"]);
    expect((await named()).claim).to.equal(issued.id);
  });

  it("take a transport once when two are submitted at the same moment", async () => {
    const request = await claims.request();
    const drafts = [(await claims.post(KEYS.alice, request)).body, (await claims.post(KEYS.alice, request)).body];
    const bodies = await Promise.all(drafts.map((draft) => claims.submission(draft)));
    const answers = await Promise.all(drafts.map(({ id }, index) => claims.act(id, "submit", bodies[index] ?? {})));
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 409]);
  });

  it("are rejected with a reason that everybody can read, and stay so", async () => {
    const claim = await claims.submitted();
    const body = await claims.ending(claim, VERIFIER);
    const rejected = (await claims.act(claim.id, "reject", body)).body;
    expect([rejected.state, rejected.history.at(-1)?.reason]).to.deep.equal(["rejected", body.reason]);
    expect((await claims.act(claim.id, "reject", body)).body.version).to.equal(rejected.version);
    await refused(claims.act(claim.id, "verify", await claims.verification(claim)), 409, "claims.not-now");
    await refused(claims.act(claim.id, "withdraw", await claims.ending(claim, KEYS.alice)), 409, "claims.not-now");
  });

  it("are neither rejected nor withdrawn by anybody but their verifier and their claimant", async () => {
    const claim = await claims.submitted();
    for (const key of [KEYS.alice, KEYS.bob, KEYS.relayer])
      await refused(claims.act(claim.id, "reject", await claims.ending(claim, key)), 422, "claims.invalid-signature");
    for (const key of [VERIFIER, KEYS.bob, KEYS.relayer])
      await refused(claims.act(claim.id, "withdraw", await claims.ending(claim, key)), 422, "claims.invalid-signature");
    expect((await claims.get(claim.id)).body.version).to.equal(claim.version);
  });

  it("are refused where nothing was saved, nothing is complete, or nobody had a part in it", async () => {
    const count = async () => pageOf(claimSummary).parse((await backend.get("/api/carbon/claims?limit=100")).body).items.length;
    const before = await count();
    const worse = await claims.request();
    worse.changes = [{ ...worse.changes[0], mode: "rail", distanceMetres: "400000" } as never];
    await refused(claims.post(KEYS.alice, worse), 422, "claims.no-saving");
    const request = await claims.request();
    await refused(claims.post(VERIFIER, { ...request, verifier: alice }), 403, "claims.not-a-party");
    await refused(claims.post(KEYS.alice, { ...request, verifier: alice }), 422, "claims.verifier-not-independent");
    await refused(claims.post(KEYS.alice, { ...request, receiver: verifier }), 422, "claims.verifier-not-independent");
    await refused(claims.post(KEYS.alice, { ...request, verifier: bob }), 422, "claims.verifier-not-independent");
    await refused(claims.post(KEYS.alice, { ...request, verifier: addressOf(KEYS.deployer) }), 403, "claims.not-verifier");
    await refused(
      claims.post(KEYS.alice, { ...request, documents: [request.documents[0]?.replace(/.$/, "z")] }),
      422,
      "claims.evidence-missing",
    );
    await refused(claims.post(KEYS.alice, { ...request, actual: `0x${"00".repeat(32)}` }), 404, "carbon.unknown-footprint");
    await refused(claims.post(KEYS.alice, { ...request, changes: [{ element: "e9", mode: "road" }] }), 422, "claims.bad-change");
    await refused(claims.post(KEYS.alice, { ...request, changes: [request.changes[0], request.changes[0]] }), 422, "claims.bad-change");
    const gap = {
      subject: railChain(alice, bob).subject,
      from: null,
      to: null,
      what: "Nobody knows.",
      evidence: [],
    };
    for (const reason of ["no-origin", "contested"] as const) {
      const incomplete = await claims.request({}, { ...railChain(alice, bob), missing: [{ ...gap, reason }] });
      await refused(claims.post(KEYS.alice, incomplete), 422, "claims.incomplete");
    }
    const chain = railChain(alice, bob);
    const timeless = { ...chain, elements: chain.elements.map((element) => ({ ...element, departedAt: null, arrivedAt: null })) };
    await refused(claims.post(KEYS.alice, await claims.request({}, timeless as never)), 422, "claims.no-time");
    for (const bufferShare of [-1, 10_000, 0.5]) expect((await claims.post(KEYS.alice, { ...request, bufferShare })).status).to.equal(400);
    expect(await count()).to.equal(before);
  });

  it("are not judged on a footprint that another took the place of", async () => {
    const chain = railChain(alice, bob);
    const body = await claims.request({}, chain);
    const draft = (await claims.post(KEYS.alice, body)).body;
    await claims.keep(alice, { ...chain, massGrams: "999000", preceding: body.actual });
    await refused(claims.act(draft.id, "submit", await claims.submission(draft)), 409, "claims.superseded");
    await refused(claims.post(KEYS.alice, body), 409, "claims.superseded");
  });

  it("take no signature of somebody else, of other values, for another claim, or out of time", async () => {
    const draft = await claims.draft();
    const other = await claims.draft();
    const submit = (body: object) => claims.act(draft.id, "submit", body);
    await refused(submit(await claims.submission(draft, KEYS.bob)), 422, "claims.invalid-signature");
    await refused(submit(await claims.submission(other)), 422, "claims.invalid-signature");
    await refused(submit({ ...(await claims.submission(draft)), deadline: tomorrow() + 9 }), 422, "claims.invalid-signature");
    await refused(submit(await claims.submission(draft, KEYS.alice, 1_700_000_000)), 409, "claims.lapsed");
    await refused(submit(await claims.submission(draft, KEYS.alice, tomorrow() + 400 * 86_400)), 422, "claims.too-late");
    await refused(claims.act(draft.id, "verify", await claims.verification(draft)), 409, "claims.not-now");
    const claim = (await submit(await claims.submission(draft))).body;
    const more = { ...claim, terms: { ...claim.terms, lastSerial: String(BigInt(claim.grams) + 1n) } };
    await refused(claims.act(claim.id, "verify", await claims.verification(more)), 422, "claims.invalid-signature");
    await refused(claims.act(claim.id, "verify", await claims.verification(claim, KEYS.alice)), 422, "claims.invalid-signature");
    await refused(claims.act(claim.id, "issue", await claims.order(claim)), 409, "claims.not-now");
    await refused(claims.act("nobody", "submit", await claims.submission(draft)), 404, "claims.unknown");
    expect((await claims.get(claim.id)).body.version).to.equal(2);
  });

  it("are listed newest first, by state, organisation and verifier", async () => {
    const list = async (query: string) => pageOf(claimSummary).parse((await backend.get(`/api/carbon/claims?${query}`)).body);
    const [one, two] = [await claims.draft(), await claims.submitted({ receiver: bob })];
    expect((await list("limit=2")).items.map(({ id }) => id)).to.deep.equal([two.id, one.id]);
    expect((await list(`state=submitted&organisation=${bob}&verifier=${verifier}&limit=1`)).items.map(({ id }) => id)).to.deep.equal([
      two.id,
    ]);
    const { next } = await list("limit=1");
    expect((await list(`limit=1&after=${next}`)).items.map(({ id }) => id)).to.deep.equal([one.id]);
    expect((await list(`verifier=${bob}`)).items).to.deep.equal([]);
  });
});
