import { expect } from "chai";
import type { TransportChain } from "../../src/footprint/transport-chain.ts";
import { account } from "../support/case.ts";
import {
  chainFrom,
  compute,
  DELIVERY,
  FARM,
  KITCHEN,
  LETTUCE,
  made,
  mixed,
  reasons,
  received,
  ROAD,
  SALAD,
  sent,
  stated,
  STORE,
} from "../support/goods.ts";

describe("footprint from events: what is missing is named", () => {
  const LACKS: [what: string, reason: string, chain: () => TransportChain][] = [
    [
      "goods that are somewhere to which nobody sent them",
      "no-transport-reported",
      () => chainFrom([made(1, FARM, LETTUCE, 1000), received(3, KITCHEN, LETTUCE, 1000)], LETTUCE),
    ],
    ["goods on their way", "no-arrival-reported", () => chainFrom(DELIVERY.slice(0, 2), LETTUCE)],
    [
      "a transport without a mode",
      "no-mode",
      () =>
        chainFrom([made(1, FARM, LETTUCE, 1000), sent(2, FARM, KITCHEN, LETTUCE, 1000, {}), received(3, KITCHEN, LETTUCE, 1000)], LETTUCE),
    ],
    [
      "a mode that is none",
      "no-mode",
      () =>
        chainFrom(
          [
            made(1, FARM, LETTUCE, 1000),
            sent(2, FARM, KITCHEN, LETTUCE, 1000, { "transport:mode": "teleport" }),
            received(3, KITCHEN, LETTUCE, 1000),
          ],
          LETTUCE,
        ),
    ],
    [
      "a vehicle that no table knows",
      "no-factor",
      () =>
        chainFrom(
          [
            made(1, FARM, LETTUCE, 1000),
            sent(2, FARM, KITCHEN, LETTUCE, 1000, { ...ROAD, "transport:vehicle": "bicycle" }),
            received(3, KITCHEN, LETTUCE, 1000),
          ],
          LETTUCE,
        ),
    ],
    ["a place without coordinates", "no-coordinates", () => chainFrom(DELIVERY, LETTUCE, { places: new Map() })],
    [
      "a way between two places with the same coordinates",
      "no-coordinates",
      () => {
        const here = { name: "Here", latitude: 1, longitude: 1 };
        return chainFrom(DELIVERY, LETTUCE, { places: new Map([FARM, KITCHEN].map((gln, i) => [gln, { ...here, owner: account(i) }])) });
      },
    ],
    ["goods from nowhere", "no-origin", () => chainFrom(DELIVERY.slice(1), LETTUCE)],
    [
      "goods without a mass",
      "no-mass",
      () =>
        chainFrom(
          [...DELIVERY, mixed(4, KITCHEN, { [LETTUCE]: 100 }, 600)].map(
            (one) => JSON.parse(JSON.stringify(one).replaceAll("KGM", "CS")) as never,
          ),
          SALAD,
        ),
    ],
    [
      "a distance in the wrong unit",
      "contradiction",
      () =>
        chainFrom(
          [made(1, FARM, LETTUCE, 1000), sent(2, FARM, KITCHEN, LETTUCE, 1000, stated("400 MTR")), received(3, KITCHEN, LETTUCE, 1000)],
          LETTUCE,
        ),
    ],
  ];
  for (const [what, reason, chain] of LACKS) {
    it(`${what}: ${reason}, and the footprint is incomplete`, () => {
      const found = chain();
      expect(reasons(found)).to.include(reason);
      expect(compute(found).status).to.equal("incomplete");
    });
  }

  const MIXED = mixed(4, KITCHEN, { [LETTUCE]: 100 }, 600);
  const CONTESTED: [string, () => TransportChain][] = [
    ["more used than there was", () => chainFrom([...DELIVERY, mixed(4, KITCHEN, { [LETTUCE]: 2000 }, 600)], SALAD)],
    ["two accounts of one making", () => chainFrom([...DELIVERY, MIXED, mixed(5, KITCHEN, { [LETTUCE]: 100 }, 900)], SALAD)],
    [
      "more sent than there was",
      () => chainFrom([...DELIVERY, sent(5, FARM, KITCHEN, LETTUCE, 900, ROAD), received(6, KITCHEN, LETTUCE, 900)], LETTUCE),
    ],
  ];
  for (const [what, chain] of CONTESTED) {
    it(`${what}: all is counted, and the footprint is contested; with a gap besides it is incomplete`, () => {
      const found = chain();
      expect([reasons(found), compute(found).status]).to.deep.equal([["contested"], "contested"]);
      const [gap] = chainFrom(DELIVERY.slice(1), LETTUCE).missing;
      expect(compute({ ...found, missing: [...found.missing, gap!] }).status).to.equal("incomplete");
    });
  }

  const UNREADABLE: Record<string, string[]> = {
    distance: ["0 KMT", "-400 KMT", "400", "400 miles", "99999999 KMT", "4e30 KMT", "NaN KMT", "400 KGM"],
    load: ["0 KGM", "-1 TNE", "18", "1e30 KGM", "18 KMT"],
    energy: ["0 LTR diesel", "-5 LTR diesel", "1e30 LTR diesel", "880 diesel", "880 LTR", "880 KMT diesel"],
    loadPercent: ["0", "101", "-5", "half"],
    emptyPercent: ["-1", "1001", "15 %"],
  };
  for (const [field, amounts] of Object.entries(UNREADABLE)) {
    it(`${field} that is stated and is none: unreadable, and no model takes its place`, () => {
      for (const amount of amounts) {
        const terms = { ...ROAD, "transport:distance": "400 KMT", [`transport:${field}`]: amount };
        const found = chainFrom(
          [made(1, FARM, LETTUCE, 1000), sent(2, FARM, KITCHEN, LETTUCE, 1000, terms), received(3, KITCHEN, LETTUCE, 1000)],
          LETTUCE,
        );
        expect([reasons(found), found.elements.length], amount).to.deep.equal([["unreadable"], 0]);
        expect(found.missing[0]?.what).to.contain(`${field} "${amount}"`);
        expect(compute(found).status).to.equal("incomplete");
      }
    });
  }

  const UNUSABLE: [what: string, terms: Record<string, string>, reason: string, words: string][] = [
    ["energy of a carrier that no table knows", { energy: "90 LTR unobtainium", load: "9 TNE" }, "no-factor", "unobtainium in l"],
    ["all goods on board without the energy that they share", { load: "9 TNE" }, "unreadable", "All goods (load, 9000000 g)"],
    ["empty kilometres without a load", { vehicle: "articulated-over-33t", emptyPercent: "80" }, "unreadable", "Empty kilometres (80 %)"],
    [
      "a load of a mode that has no vehicle model",
      { mode: "rail", refrigerated: "false", loadPercent: "10" },
      "unreadable",
      "load of 10 %",
    ],
  ];
  for (const [what, terms, reason, words] of UNUSABLE) {
    it(`${what}: what is stated and cannot be used is named, and no average takes its place`, () => {
      const fields = Object.fromEntries(Object.entries(terms).map(([field, text]) => [`transport:${field}`, text]));
      const shipment = sent(2, FARM, KITCHEN, LETTUCE, 1000, { ...stated("400 KMT"), ...fields });
      const found = chainFrom([made(1, FARM, LETTUCE, 1000), shipment, received(3, KITCHEN, LETTUCE, 1000)], LETTUCE);
      expect([reasons(found), found.elements.length, compute(found).status]).to.deep.equal([[reason], 0, "incomplete"]);
      expect(found.missing[0]?.what).to.contain(words);
    });
  }

  it("energy of a hub whose carrier no table knows is named, too", () => {
    const stay = received(3, STORE, LETTUCE, 1000, { "transport:energy": "300 KWH unobtainium", "transport:load": "20 TNE" });
    const events = [made(1, FARM, LETTUCE, 1000), sent(2, FARM, STORE, LETTUCE, 1000), stay, sent(4, STORE, KITCHEN, LETTUCE, 1000)];
    const { missing } = chainFrom([...events, received(5, KITCHEN, LETTUCE, 1000)], LETTUCE);
    expect(missing.map(({ reason }) => reason)).to.deep.equal(["no-factor"]);
    expect(missing[0]?.what).to.contain("unobtainium in kWh");
  });

  it("goods in a hub without the energy that they share are named, too", () => {
    const stay = received(3, STORE, LETTUCE, 1000, { "transport:load": "20 TNE" });
    const events = [made(1, FARM, LETTUCE, 1000), sent(2, FARM, STORE, LETTUCE, 1000), stay, sent(4, STORE, KITCHEN, LETTUCE, 1000)];
    const { missing } = chainFrom([...events, received(5, KITCHEN, LETTUCE, 1000)], LETTUCE);
    expect(missing.map(({ reason }) => reason)).to.deep.equal(["unreadable"]);
    expect(missing[0]?.what).to.contain("All goods (load, 20000000 g)");
  });

  it("masses that are none or that nothing carries are missing, and never count as nothing", () => {
    for (const [amount, reason] of [
      [0, "no-mass"],
      [-1000, "no-mass"],
      [1e30, "no-mass"],
      [1e6, "contradiction"],
    ] as const) {
      const found = chainFrom(
        [made(1, FARM, LETTUCE, amount), sent(2, FARM, KITCHEN, LETTUCE, amount), received(3, KITCHEN, LETTUCE, amount)],
        LETTUCE,
      );
      expect([reasons(found), compute(found).status], String(amount)).to.deep.equal([[reason], "incomplete"]);
    }
  });

  it("energy of a hub that cannot be read is missing, too", () => {
    const stay = received(3, STORE, LETTUCE, 1000, { "transport:energy": "12 diesel" });
    const events = [made(1, FARM, LETTUCE, 1000), sent(2, FARM, STORE, LETTUCE, 1000), stay, sent(4, STORE, KITCHEN, LETTUCE, 1000)];
    expect(reasons(chainFrom([...events, received(5, KITCHEN, LETTUCE, 1000)], LETTUCE))).to.include("unreadable");
  });

  it("what an organisation took back does not count", () => {
    const [, shipment] = DELIVERY;
    const wrong = { ...shipment, errorDeclaration: { declarationTime: "2026-04-09T00:00:00Z", reason: "incorrect_data" } } as never;
    expect(reasons(chainFrom([...DELIVERY, wrong], LETTUCE))).to.include("no-transport-reported");
  });
});
