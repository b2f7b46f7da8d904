import { expect } from "chai";
import { computeFootprint } from "../../src/footprint/compute-footprint.ts";
import { changedChain } from "../../src/footprint/what-if.ts";
import { directMetres, longestBaselineMetres } from "../../src/footprint/distance.ts";
import { factorsOf, findTransportFactor } from "../../src/footprint/factors.ts";
import { compareChains } from "../../src/footprint/saving.ts";
import { DESNZ_2025 } from "../../src/footprint/tables/desnz-2025.ts";
import type { FactorTable } from "../../src/footprint/factor-table.ts";
import type { TransportChain, TransportChainElement } from "../../src/footprint/transport-chain.ts";
import { account } from "../support/case.ts";
import { NOW } from "../support/chains.ts";
import {
  CARROTS,
  chainFrom,
  FARM,
  KITCHEN,
  LETTUCE,
  made,
  mixed,
  packed,
  PALLET,
  palletReceived,
  palletSent,
  received,
  ROAD,
  SALAD,
  sent,
  SHOP,
  STORE,
} from "../support/goods.ts";

const compute = (chain: TransportChain) => computeFootprint(chain, [DESNZ_2025], NOW);
const reasons = ({ missing }: TransportChain) => missing.map(({ reason }) => reason);
const DELIVERY = [made(1, FARM, LETTUCE, 1000), sent(2, FARM, KITCHEN, LETTUCE, 1000), received(3, KITCHEN, LETTUCE, 1000)];
const stated = (distance: string) => ({ ...ROAD, "transport:distance": distance });

describe("footprint from events: transports", () => {
  it("are pairs of sending and arriving, with the mass that was sent and the distance that was stated", () => {
    const chain = chainFrom(
      [made(1, FARM, LETTUCE, 1000), sent(2, FARM, KITCHEN, LETTUCE, 1000, stated("400 KMT")), received(3, KITCHEN, LETTUCE, 1000)],
      LETTUCE,
    );
    const { elements, status, total } = compute(chain);
    expect(elements[0]).to.deep.include({ massGrams: "1000000", shipper: account(0), receiver: account(2), rule: "transport" });
    expect(elements[0]).to.have.deep.property("distance", { basis: "sfd", metres: "400000" });
    // 1 t × 400 km × 146.63 g.
    expect([status, total.wtw]).to.deep.equal(["complete", "58652"]);
    expect(elements[0]?.evidence.length).to.be.greaterThan(1);
  });

  it("count miles as miles and pounds as pounds", () => {
    const chain = chainFrom(
      [made(1, FARM, LETTUCE, 1000), sent(2, FARM, KITCHEN, LETTUCE, 1000, stated("250 SMI")), received(3, KITCHEN, LETTUCE, 1000)],
      LETTUCE,
    );
    expect(chain.elements[0]).to.have.deep.property("distance", { basis: "sfd", metres: "402336" });
  });

  it("model the distance from coordinates where nobody states it, and say so", () => {
    expect(chainFrom(DELIVERY, LETTUCE).elements[0]).to.have.deep.nested.property("distance.basis", "modelled");
  });

  it("of a unit are those of what is in it, while it is in it", () => {
    const events = [
      ...[made(1, FARM, LETTUCE, 1000), packed(2, FARM, LETTUCE, 600), palletSent(2, FARM, KITCHEN), palletReceived(3, KITCHEN)],
      // Unpacked, then the pallet travels on with other things.
      { ...packed(4, KITCHEN, LETTUCE, 600), action: "DELETE" },
      palletSent(5, KITCHEN, SHOP),
      palletReceived(6, SHOP),
    ];
    const chain = chainFrom(events, LETTUCE);
    expect(chain.elements.map(({ massGrams }) => massGrams)).to.deep.equal(["600000"]);
    expect(chainFrom(events, PALLET).elements).to.have.length(2);
  });

  it("told twice are one", () => {
    const twice = [...DELIVERY, { ...sent(2, FARM, KITCHEN, LETTUCE, 1000), bizStep: "departing" }];
    expect(chainFrom(twice, LETTUCE).elements).to.have.length(1);
  });

  it("use measured energy before models, and models before averages", () => {
    const told = (terms: object) =>
      chainFrom(
        [made(1, FARM, LETTUCE, 1000), sent(2, FARM, KITCHEN, LETTUCE, 1000, { ...ROAD, ...terms }), received(3, KITCHEN, LETTUCE, 1000)],
        LETTUCE,
      ).elements[0]?.calculation.data;
    const load = { "transport:vehicle": "articulated-over-33t", "transport:loadPercent": "60" };
    expect(told({ ...load, "transport:energy": "90 LTR diesel", "transport:load": "9 TNE" })).to.equal("primary");
    expect([told(load), told({})]).to.deep.equal(["modelled", "default"]);
  });

  it("have arrived when both parties signed the handover, though nobody reported a receipt", () => {
    const events = [made(1, FARM, LETTUCE, 600), packed(2, FARM, LETTUCE, 600), palletSent(2, FARM, KITCHEN)];
    expect(reasons(chainFrom(events, LETTUCE))).to.deep.equal(["no-arrival-reported"]);
    const handovers = new Map([[PALLET as string, [{ from: account(0), to: account(2), transactionHash: `0x${"ab".repeat(32)}` }]]]);
    const chain = chainFrom(events, LETTUCE, { handovers });
    expect(reasons(chain)).to.deep.equal([]);
    expect(chain.elements[0]?.evidence.some(({ says }) => says.includes("0xabab"))).to.equal(true);
  });
});

describe("footprint from events: hubs", () => {
  const through = (terms: object) => [
    ...[made(1, FARM, LETTUCE, 1000), sent(2, FARM, STORE, LETTUCE, 1000), received(3, STORE, LETTUCE, 1000, terms as never)],
    ...[sent(4, STORE, KITCHEN, LETTUCE, 1000), received(5, KITCHEN, LETTUCE, 1000)],
  ];
  it("are places where goods came and went on; their energy is shared by mass", () => {
    const chain = chainFrom(through({ "transport:energy": "300 KWH electricity", "transport:load": "20 TNE" }), LETTUCE);
    expect(chain.elements.map(({ kind }) => kind)).to.deep.equal(["transport", "hub", "transport"]);
    expect(compute(chain).elements[1]?.emissions.wtw).to.equal("3681");
  });

  it("without energy and without a factor are missing, and the footprint incomplete", () => {
    const chain = chainFrom(through({}), LETTUCE);
    expect([reasons(chain), compute(chain).status]).to.deep.equal([["no-hub-data"], "incomplete"]);
  });

  it("are computed from a factor where a table has one", () => {
    const [row] = DESNZ_2025.rows;
    const table: FactorTable = {
      ...DESNZ_2025,
      id: "hubs",
      rows: [
        {
          ...{
            kind: "hub",
            id: "cold",
            name: "Cold store",
            region: "global",
            source: row?.source ?? "",
            hub: "cold-store",
            refrigerated: true,
          },
          perTonne: { ttw: "0", wtt: "4000000", wtw: "4000000" },
        },
      ],
    };
    const chain = chainFrom(through({ "transport:hub": "cold-store" }), LETTUCE, { factors: factorsOf([table, DESNZ_2025]) });
    expect(computeFootprint(chain, [table, DESNZ_2025], NOW).elements[1]?.emissions.wtw).to.equal("4000");
  });
});

describe("footprint from events: what goods were made from", () => {
  const CARROTS_CAME = [made(1, STORE, CARROTS, 100), sent(2, STORE, KITCHEN, CARROTS, 100), received(3, KITCHEN, CARROTS, 100)];

  it("flows into them by mass: a fifth of the lettuce is a fifth of its transport", () => {
    const chain = chainFrom([...DELIVERY, ...CARROTS_CAME, mixed(4, KITCHEN, { [LETTUCE]: 200, [CARROTS]: 100 }, 600)], SALAD);
    const whole = compute(chainFrom(DELIVERY, LETTUCE)).total.wtw;
    const { elements, units, massGrams } = compute(chain);
    const lettuce = elements.find(({ subject }) => subject === LETTUCE);
    expect(lettuce?.emissions.wtw).to.equal(String((BigInt(whole) + 4n) / 5n));
    expect([massGrams, units]).to.deep.equal(["300000", { count: "600", uom: "EA", pieces: "2" }]);
    expect(lettuce?.allocations.map(({ partGrams, wholeGrams }) => [partGrams, wholeGrams])).to.deep.equal([["200000", "1000000"]]);
  });

  it("is what the place's owner says, before what others say of it", () => {
    const [own, others] = [mixed(4, KITCHEN, { [LETTUCE]: 100 }, 600), mixed(5, KITCHEN, { [LETTUCE]: 400 }, 900)];
    for (const [accounts, other] of [
      [[own, others], 4],
      [[others, own], 3],
    ] as const) {
      const { elements } = chainFrom([...DELIVERY, ...accounts], SALAD, {}, NOW, { [other]: account(0) });
      expect(elements[0]?.allocations[0]?.partGrams).to.equal("100000");
    }
  });

  it("is shared among all that was made together, by mass", () => {
    const byProduct = { epcClass: CARROTS, quantity: 100, uom: "KGM" };
    const chain = chainFrom([...DELIVERY, mixed(4, KITCHEN, { [LETTUCE]: 400 }, 600, [byProduct])], SALAD);
    expect(chain.elements[0]?.allocations[1]).to.deep.include({ partGrams: "300000", wholeGrams: "400000" });
  });

  it("and then goes on with them: own transports come after those of the ingredients", () => {
    const onwards = [{ ...sent(5, KITCHEN, SHOP, SALAD, 300), eventTime: "2026-04-05T08:00:00Z" }, received(6, SHOP, SALAD, 300)];
    const chain = chainFrom([...DELIVERY, mixed(4, KITCHEN, { [LETTUCE]: 1000 }, 600), ...onwards], SALAD);
    expect(chain.elements.map(({ subject }) => subject)).to.deep.equal([LETTUCE, SALAD]);
    expect(reasons(chain)).to.deep.equal([]);
  });

  it("ends where everything is made from everything, and says so", () => {
    const lot = (level: number, n: number) => `https://id.gs1.org/01/09506000134352/10/L${level}N${n}`;
    const three = [0, 1, 2];
    const events = [9, 8, 7, 6, 5, 4, 3, 2, 1].flatMap((level, day) =>
      three.map((n) => {
        const making = mixed(day + 1, KITCHEN, Object.fromEntries(three.map((m) => [lot(level + 1, m), 1])), 1);
        return { ...making, outputQuantityList: [{ epcClass: lot(level, n), quantity: 3, uom: "KGM" }] };
      }),
    );
    const chain = chainFrom([...events, mixed(11, KITCHEN, { [lot(1, 0)]: 3 }, 6)], SALAD);
    expect(reasons(chain)).to.include("too-large");
  });

  it("ends where it is told in a circle", () => {
    const circle = { ...mixed(4, KITCHEN, { [SALAD]: 100 }, 0), outputQuantityList: [{ epcClass: LETTUCE, quantity: 1000, uom: "KGM" }] };
    const chain = chainFrom([...DELIVERY, circle, mixed(5, KITCHEN, { [LETTUCE]: 100 }, 600)], SALAD);
    expect(reasons(chain)).to.include("too-large");
  });
});

describe("footprint from events: whose emissions they are", () => {
  const way = (lot: typeof LETTUCE, from: string, to: string, day: number, distance: string, kilograms = 1000) => [
    sent(day, from, to, lot, kilograms, stated(distance)),
    received(day + 1, to, lot, kilograms),
  ];
  /** In grams, by account: scope 1, category 4, category 9. */
  const shares = (chain: TransportChain) =>
    Object.fromEntries(
      compute(chain).scope3.map(({ account: one, scope1, upstream, downstream }) => [one, [scope1, upstream, downstream]]),
    );

  it("each ingredient's way is its shipper's and the receiver's, not that of who sent another ingredient", () => {
    const events = [
      ...[made(1, FARM, LETTUCE, 1000), ...way(LETTUCE, FARM, KITCHEN, 2, "400 KMT")],
      ...[made(1, STORE, CARROTS, 1000), ...way(CARROTS, STORE, KITCHEN, 2, "300 KMT")],
      ...[mixed(4, KITCHEN, { [LETTUCE]: 1000, [CARROTS]: 1000 }, 4000), ...way(SALAD, KITCHEN, SHOP, 5, "600 KMT", 2000)],
    ];
    // Of 146.63 g for each tonne-kilometre: 1 t × 400 km, 1 t × 300 km, 2 t × 600 km.
    expect(shares(chainFrom(events, SALAD))).to.deep.equal({
      [account(0)]: ["0", "0", String(58_652 + 175_956)],
      [account(1)]: ["0", "0", String(43_989 + 175_956)],
      [account(2)]: ["0", String(58_652 + 43_989), "175956"],
      [account(3)]: ["0", String(58_652 + 43_989 + 175_956), "0"],
    });
  });

  it("goods of one lot that went two ways are of those on each way", () => {
    const events = [
      ...[made(1, FARM, LETTUCE, 1000), ...way(LETTUCE, FARM, KITCHEN, 2, "400 KMT", 500), ...way(LETTUCE, FARM, SHOP, 4, "800 KMT", 500)],
    ];
    expect(shares(chainFrom(events, LETTUCE))).to.deep.equal({
      [account(0)]: ["0", "0", String(29_326 + 58_652)],
      [account(2)]: ["0", "29326", "0"],
      [account(3)]: ["0", "58652", "0"],
    });
  });

  it("carriers answer for what they carry, and for no other carrier's way", () => {
    const events = [
      made(1, FARM, LETTUCE, 1000),
      ...way(LETTUCE, FARM, STORE, 2, "400 KMT"),
      ...way(LETTUCE, STORE, KITCHEN, 4, "300 KMT"),
    ];
    const chain = chainFrom(events, LETTUCE);
    const carriers = [account(7), account(8)];
    const legs = chain.elements.map((leg, index) => ({ ...leg, operator: carriers[index] ?? null }));
    expect(shares({ ...chain, elements: legs })).to.deep.equal({
      [account(0)]: ["0", "0", String(58_652 + 43_989)],
      [account(1)]: ["0", "58652", "43989"],
      [account(2)]: ["0", String(58_652 + 43_989), "0"],
      [account(7)]: ["58652", "0", "0"],
      [account(8)]: ["43989", "0", "0"],
    });
  });
});

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
    ["more used than there was", "contradiction", () => chainFrom([...DELIVERY, mixed(4, KITCHEN, { [LETTUCE]: 2000 }, 600)], SALAD)],
    [
      "two accounts of one making",
      "contradiction",
      () => chainFrom([...DELIVERY, mixed(4, KITCHEN, { [LETTUCE]: 100 }, 600), mixed(5, KITCHEN, { [LETTUCE]: 100 }, 900)], SALAD),
    ],
  ];
  for (const [what, reason, chain] of LACKS) {
    it(`${what}: ${reason}, and the footprint is incomplete`, () => {
      const found = chain();
      expect(reasons(found)).to.include(reason);
      expect(compute(found).status).to.equal("incomplete");
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

describe("footprint: what if", () => {
  const chain = chainFrom(DELIVERY, LETTUCE);
  const factors = factorsOf([DESNZ_2025]);
  const changed = (change: object) => changedChain(chain, [{ element: "e1", ...change }], factors);

  it("the goods had gone by train: less, in grams, rounded down", () => {
    const { chain: other } = changed({ mode: "rail" });
    if (other === undefined) throw new Error("rail is possible");
    const { savedGrams, baselineGrams, actualGrams } = compareChains(chain, other, [DESNZ_2025]);
    expect(savedGrams > 0n && savedGrams === baselineGrams - actualGrams).to.equal(true);
  });

  it("the lorry had been full, or another", () => {
    expect(changed({ vehicle: "articulated-over-33t", loadPercent: 100 }).chain?.elements[0]?.calculation).to.deep.include({
      data: "modelled",
      loadPercent: 100,
    });
    expect(changed({ vehicle: "articulated-over-33t" }).chain?.elements[0]?.calculation).to.have.nested.property(
      "factor.row",
      "hgv-articulated-over-33t-refrigerated",
    );
  });

  it("for the baseline of a claim the lowest factor that fits and the plain great circle, where a comparison takes the highest and a detour", () => {
    const wtw = (one: TransportChain | undefined) => BigInt(computeFootprint(one as TransportChain, [DESNZ_2025], NOW).total.wtw);
    const asked = [{ element: "e1", mode: "sea" as const }];
    const baseline = changedChain(chain, asked, factors, "baseline").chain;
    expect(baseline?.elements[0]).to.have.nested.property("distance.detourPercent", 0);
    expect(changed({ mode: "sea" }).chain?.elements[0]).to.have.nested.property("distance.detourPercent", 40);
    expect(wtw(baseline) < wtw(changed({ mode: "sea" }).chain)).to.equal(true);
    const lorry = (refrigerated: boolean) =>
      findTransportFactor(factors, { mode: "road", refrigerated }, "lowest")?.row.perTonneKilometre.wtw;
    expect(findTransportFactor(factors, { mode: "road" }, "lowest")?.row.perTonneKilometre.wtw).to.equal(lorry(false));
    expect(Number(lorry(false)) < Number(lorry(true))).to.equal(true);
  });

  it("for the baseline of a claim no distance that is longer than the great circle with the detour that we assume ourselves", () => {
    const stated = (distanceMetres: string) => changedChain(chain, [{ element: "e1", mode: "rail", distanceMetres }], factors, "baseline");
    const leg = chain.elements[0] as TransportChainElement;
    const most = longestBaselineMetres({ ...leg, mode: "rail" }) ?? 0n;
    expect(most).to.equal(((directMetres(leg.from, leg.to) ?? 0n) * 130n) / 100n);
    expect(stated(String(most)).chain?.elements[0]).to.have.nested.property("distance.metres", String(most));
    for (const metres of [most + 1n, 10_000_000n])
      expect(stated(String(metres)).problems?.[0]?.message).to.contain(`longer than ${most} m`);
    expect(changed({ mode: "rail", distanceMetres: "10000000" }).problems).to.equal(undefined);
    const nowhere = { ...leg, to: { ...leg.to, latitudeMicrodegrees: null, longitudeMicrodegrees: null } };
    const { problems } = changedChain({ ...chain, elements: [nowhere] }, [{ element: "e1", distanceMetres: "1000" }], factors, "baseline");
    expect(problems?.[0]?.message).to.contain("coordinates");
  });

  it("names every change that cannot be", () => {
    const { problems } = changedChain(
      chain,
      [
        { element: "e9", mode: "rail" },
        { element: "e1", vehicle: "bicycle" },
        { element: "e1", mode: "rail", loadPercent: 10 },
      ],
      factors,
    );
    expect(problems?.map(({ pointer }) => pointer)).to.deep.equal(["/changes/0/element", "/changes/1", "/changes/2"]);
  });
});
