import { expect } from "chai";
import type { TransportChain } from "../../src/footprint/transport-chain.ts";
import { account } from "../support/case.ts";
import {
  CARROTS,
  chainFrom,
  compute,
  FARM,
  KITCHEN,
  LETTUCE,
  made,
  mixed,
  received,
  SALAD,
  sent,
  SHOP,
  stated,
  STORE,
} from "../support/goods.ts";

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
