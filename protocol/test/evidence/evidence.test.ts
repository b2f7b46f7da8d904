import { expect } from "chai";
import { besideIn } from "../../src/evidence/beside.ts";
import { evidenceAsChecked, type CheckedStatement } from "../../src/evidence/checked-evidence.ts";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { evidenceAsTold, type ToldStatement } from "../../src/evidence/told-evidence.ts";
import type { JsonObject } from "../../src/hashing/lossless-json.ts";
import { verifyJourney } from "../../src/verify/verify-journey.ts";
import { accountNamed, addressOf } from "../support/accounts.ts";
import { declaredInError, harvested, SALAD } from "../support/events.ts";
import { createScene, type Scene } from "../support/scene.ts";
import type { Statement } from "../support/service.ts";

const NOW = new Date("2026-06-01T00:00:00Z");
const SENSORS = [{ sensorReport: [{ type: "Temperature", value: 3, uom: "CEL" }] }];

function told(changes: Partial<ToldStatement> = {}): ToldStatement {
  return {
    eventId: "ni:///sha-256;aa?ver=CBV2.0" as ToldStatement["eventId"],
    authorship: "signed",
    author: { account: "0x1", name: "Farm", gln: null, country: null } as unknown as ToldStatement["author"],
    authorRevokedAt: null,
    sensors: [],
    certificates: [],
    validUntil: null,
    state: "stored",
    anchor: null,
    declaresError: false,
    declaredInError: false,
    disputes: [],
    ...changes,
  };
}
/** Nobody else's lot, so that nothing else is said about it. */
const anotherLot = (number: number) => harvested(`https://id.gs1.org/01/00860009999923/10/OTHER${number}`);
const by = (account: string) => ({ author: { ...told().author, account } as ToldStatement["author"] });
const ANCHOR = { timestamp: "2026-05-01T00:00:00Z" } as NonNullable<ToldStatement["anchor"]>;

describe("evidence as a server tells it", () => {
  it("begins with a bare claim, and every other rung needs something that is there", () => {
    const { rungs, sides, basis } = evidenceAsTold(told(), [], NOW);
    expect(basis).to.equal("told");
    expect(rungs).to.deep.equal({ claimed: "reached", evidenced: "open", verified: "open", anchored: "open", final: "open" });
    expect(sides).to.deep.equal([]);
  });

  it("is evidenced by a certificate or a measurement, anchored in a block, and final only when final", () => {
    expect(evidenceAsTold(told({ certificates: ["https://a.example"] }), [], NOW).rungs.evidenced).to.equal("reached");
    expect(evidenceAsTold(told({ state: "pending" }), [], NOW).rungs.anchored).to.equal("open");
    expect(evidenceAsTold(told({ state: "safe" }), [], NOW).rungs).to.include({ anchored: "reached", final: "open" });
    expect(evidenceAsTold(told({ state: "final" }), [], NOW).rungs.final).to.equal("reached");
  });

  it("is verified by another who signed the same event, not by itself, a token, a declaration, a revoked account or what was withdrawn", () => {
    const one = told();
    const verified = (other: ToldStatement) => evidenceAsTold(one, [one, other], NOW).verifiedBy;
    expect(verified(told(by("0x2")))).to.deep.equal(["0x2"]);
    expect(verified(told())).to.deep.equal([]);
    expect(verified(told({ ...by("0x2"), authorship: "claimed" }))).to.deep.equal([]);
    expect(verified(told({ ...by("0x2"), declaresError: true }))).to.deep.equal([]);
    expect(verified(told({ ...by("0x2"), declaredInError: true }))).to.deep.equal([]);
    expect(verified(told({ ...by("0x2"), authorRevokedAt: "2026-04-01T00:00:00Z", anchor: ANCHOR }))).to.deep.equal([]);
  });

  it("says revoked only for what was not anchored before, corrected by its author, disputed by another, expired for its own date", () => {
    const sidesOf = (changes: Partial<ToldStatement>) => evidenceAsTold(told(changes), [], NOW).sides;
    expect(sidesOf({ authorRevokedAt: "2026-04-01T00:00:00Z", anchor: ANCHOR })).to.deep.equal(["revoked"]);
    expect(sidesOf({ authorRevokedAt: "2026-05-02T00:00:00Z", anchor: ANCHOR })).to.deep.equal([]);
    expect(sidesOf({ authorRevokedAt: "2026-05-02T00:00:00Z" })).to.deep.equal(["revoked"]);
    expect(sidesOf({ declaredInError: true, validUntil: "2026-05-01" })).to.deep.equal(["corrected", "expired"]);
    const disputes = [{ party: { account: "0x2", name: "Kitchen", gln: null, country: null }, since: "2026-05-03T00:00:00Z" }];
    const evidence = evidenceAsTold(told({ disputes: disputes as unknown as ToldStatement["disputes"] }), [], NOW);
    expect(evidence.sides).to.deep.equal(["disputed"]);
    expect(evidence.disputes).to.deep.equal(disputes);
  });
});

describe("evidence as it was checked", () => {
  let scene: Scene;
  beforeEach(async () => (scene = await createScene()));

  /** Checks some statements as one journey and answers the evidence of the first. */
  async function checked(statements: Statement[], { isFinal = true } = {}): Promise<Evidence> {
    if (isFinal) scene.chain.finalise();
    const { events } = await verifyJourney(scene.service.journeyBundle(SALAD, statements), scene.chain.reader(), {
      trusted: scene.trusted,
    });
    const all = statements.map((statement, index): CheckedStatement => {
      const { event, author } = statement;
      const verdict = events[index] as CheckedStatement["verdict"];
      return { verdict, account: author.account, declaresError: "errorDeclaration" in event, beside: besideIn(event) };
    });
    return evidenceAsChecked(all[0] as CheckedStatement, all, NOW);
  }
  const signed = async (event: JsonObject, name: string) => {
    const statement = await scene.service.sign(event, name);
    await scene.service.anchor(statement);
    return statement;
  };

  it("reaches a rung by steps that passed, and none by what is missing", async () => {
    const { basis, rungs, sides } = await checked([scene.statements.lettuce]);
    expect(basis).to.equal("checked");
    expect(rungs).to.deep.equal({ claimed: "reached", evidenced: "open", verified: "open", anchored: "reached", final: "reached" });
    expect(sides).to.deep.equal([]);
    const evidence = await checked([await signed({ ...anotherLot(2), sensorElementList: SENSORS } as JsonObject, "Farm")]);
    expect(evidence.rungs.evidenced).to.equal("reached");
  });

  it("takes a document that the event names for evidence only once its bytes were checked", async () => {
    const link = `ni:///sha-256;${Buffer.from("ab".repeat(32), "hex").toString("base64url")}`;
    const evidence = await checked([await signed({ ...anotherLot(9), certificationInfo: link } as JsonObject, "Farm")]);
    expect(evidence.rungs).to.include({ claimed: "reached", evidenced: "unknown" });
  });

  it("takes no address of the web for evidence, whatever else the event names", async () => {
    const web = { certificationInfo: "https://certificates.example/organic.pdf" };
    expect((await checked([await signed({ ...anotherLot(10), ...web } as JsonObject, "Farm")])).rungs.evidenced).to.equal("unknown");
    const measured = { ...anotherLot(11), ...web, sensorElementList: SENSORS } as JsonObject;
    expect((await checked([await signed(measured, "Farm")])).rungs.evidenced).to.equal("reached");
  });

  it("leaves unknown what is not anchored or not signed", async () => {
    const unanchored = await checked([await scene.service.sign(anotherLot(3), "Farm")]);
    expect(unanchored.rungs).to.include({ claimed: "unknown", anchored: "unknown", final: "unknown" });
    const claim = scene.service.claim(anotherLot(4), "Farm");
    await scene.service.anchor(claim);
    expect((await checked([claim])).rungs).to.include({ claimed: "unknown", anchored: "reached" });
  });

  it("names the other organisation that is proven to say the same", async () => {
    const mine = await signed(anotherLot(5), "Farm");
    const theirs = await signed(anotherLot(5), "Kitchen");
    const evidence = await checked([mine, theirs]);
    expect(evidence.rungs.verified).to.equal("reached");
    expect(evidence.verifiedBy).to.deep.equal([addressOf(accountNamed("Kitchen"))]);
    const claim = scene.service.claim(anotherLot(6), "Kitchen");
    const own = await signed(anotherLot(6), "Farm");
    expect((await checked([own, claim])).rungs.verified).to.equal("unknown");
  });

  it("fails a claim whose text was changed, and everything that leans on the text", async () => {
    const statement = await signed({ ...anotherLot(7), sensorElementList: SENSORS } as JsonObject, "Farm");
    const evidence = await checked([{ ...statement, event: { ...statement.event, disposition: "damaged" } }]);
    expect(evidence.rungs).to.include({ claimed: "failed", evidenced: "failed", anchored: "reached" });
  });

  it("is corrected by its author's own declaration, which leaves the same said by another, and disputed by anybody else's", async () => {
    const another = await signed(harvested(), "Kitchen");
    const withdrawal = await signed(declaredInError(harvested()), "Farm");
    const corrected = await checked([scene.statements.lettuce, another, withdrawal]);
    expect([corrected.sides, corrected.disputes]).to.deep.equal([["corrected"], []]);
    const disputed = await checked([another, scene.statements.lettuce, withdrawal]);
    expect(disputed.sides).to.deep.equal(["disputed"]);
    expect(disputed.disputes.map(({ party }) => [party.account, party.name])).to.deep.equal([
      [addressOf(accountNamed("Farm")), "Farm Ltd"],
    ]);
    expect(disputed.disputes[0]?.since).to.match(/^20\d\d-.*Z$/);
    expect([disputed.rungs.verified, disputed.verifiedBy], "the withdrawn one confirms nothing").to.deep.equal(["open", []]);
  });

  it("is revoked when the account was before the anchor", async () => {
    scene.chain.revoke(addressOf(accountNamed("Farm")));
    const late = await checked([await signed(anotherLot(8), "Farm")]);
    expect(late.sides).to.deep.equal(["revoked"]);
    expect(late.rungs.claimed).to.equal("failed");
    expect((await checked([scene.statements.dressing])).sides).to.deep.equal([]);
  });
});
