import { expect } from "chai";
import { computeFootprint } from "../../src/footprint/compute-footprint.ts";
import { factorsOf } from "../../src/footprint/factors.ts";
import { DESNZ_2025 } from "../../src/footprint/tables/desnz-2025.ts";
import type { FactorTable } from "../../src/footprint/factor-table.ts";
import { account } from "../support/case.ts";
import { NOW } from "../support/chains.ts";
import {
  CARROTS,
  chainFrom,
  compute,
  DELIVERY,
  FARM,
  KITCHEN,
  LETTUCE,
  made,
  mixed,
  packed,
  PALLET,
  palletReceived,
  palletSent,
  reasons,
  received,
  ROAD,
  SALAD,
  sent,
  SHOP,
  stated,
  STORE,
} from "../support/goods.ts";

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

  it("are computed from energy that was measured, whoever named the class of the place before", () => {
    const [first = {}, ...others] = through({ "transport:hub": "cross-dock" });
    const loaded = received(6, STORE, LETTUCE, 1000, { "transport:energy": "300 KWH electricity", "transport:load": "20 TNE" });
    const chain = chainFrom([first, ...others, loaded] as never, LETTUCE);
    expect([reasons(chain), compute(chain).elements[1]?.emissions.wtw]).to.deep.equal([[], "3681"]);
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
