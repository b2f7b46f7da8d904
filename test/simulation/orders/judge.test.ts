import { expect } from "chai";
import type { OrderFact, OrdersFacts } from "./facts.ts";
import { judgeOrders, type Known } from "./judge.ts";

const ORDER: OrderFact = {
  ...{ id: "o1", key: "k1", state: "closed", waitsFor: null, shippingMinor: 490, version: 2, transitions: [1, 2] },
  lines: [{ line: 1, gtin: "g", quantity: 2, unitMinor: 1_000, shipped: 2 }],
  operations: [
    { kind: "authorise", amountMinor: 2_490 },
    { kind: "capture", amountMinor: 2_490 },
  ],
  noted: [
    { kind: "authorise", amountMinor: 2_490 },
    { kind: "capture", amountMinor: 2_490 },
  ],
};
const place = (ledger: string) => ({ ledger, gtin: "g", onHand: 3, reserved: 0, movedOnHand: 3, movedReserved: 0 });
const FACTS: OrdersFacts = {
  orders: [ORDER],
  places: [place("alpha"), place("shop alpha")],
  loaded: [{ warehouse: "alpha", order: "o1", line: 1, gtin: "g", quantity: 2 }],
  paid: ["o1"],
};
const KNOWN: Known = {
  told: { keys: new Set(["k1"]), acknowledged: [{ key: "k1", order: "o1" }], calledOff: new Set(), wrong: [] },
  received: new Map([["alpha g", 5]]),
};
const order = (changes: Partial<OrderFact>): OrdersFacts => ({ ...FACTS, orders: [{ ...ORDER, ...changes }] });
const places = (changes: object): OrdersFacts => ({ ...FACTS, places: [{ ...place("alpha"), ...changes }, place("shop alpha")] });
const told = (changes: object): Known => ({ ...KNOWN, told: { ...KNOWN.told, ...changes } });

describe("the judge of orders", () => {
  it("finds nothing where everything holds", () => {
    expect(judgeOrders(FACTS, KNOWN)).to.deep.equal([]);
  });

  const wrong: Readonly<Record<string, [OrdersFacts, Known]>> = {
    "customers were answered": [FACTS, told({ wrong: ["500"] })],
    "acknowledged orders that are lost": [FACTS, told({ acknowledged: [{ key: "k1", order: "o2" }] })],
    "keys with two orders": [{ ...FACTS, orders: [ORDER, { ...ORDER, id: "o2" }] }, KNOWN],
    "orders that nobody placed": [FACTS, told({ keys: new Set() })],
    "orders that are stuck": [order({ state: "routed" }), KNOWN],
    "orders that were to be called off and wait": [
      order({ state: "instructed", waitsFor: "a warehouse" }),
      told({ calledOff: new Set(["o1"]) }),
    ],
    "orders that are cancelled and have left": [order({ state: "cancelled" }), KNOWN],
    "orders that are closed with nothing, or a part, for no reason": [
      order({ lines: [{ line: 1, gtin: "g", quantity: 3, unitMinor: 1_000, shipped: 2 }] }),
      KNOWN,
    ],
    "transitions with a gap": [order({ transitions: [1, 3] }), KNOWN],
    "money that is held for what is over": [
      order({ operations: [...ORDER.operations, { kind: "authorise", amountMinor: 1 }], noted: ORDER.noted }),
      KNOWN,
    ],
    "money that was not taken as goods have left": [order({ shippingMinor: 0 }), KNOWN],
    "money of which the shop does not know": [order({ noted: [] }), KNOWN],
    "payments without an order": [{ ...FACTS, paid: ["o1", "o2"] }, KNOWN],
    "lines that left otherwise than the shop knows": [{ ...FACTS, loaded: [...FACTS.loaded, ...FACTS.loaded] }, KNOWN],
    "lines of which more left than was ordered": [
      order({ lines: [{ line: 1, gtin: "g", quantity: 1, unitMinor: 1_000, shipped: 2 }] }),
      KNOWN,
    ],
    "goods that left for no order": [{ ...FACTS, loaded: FACTS.loaded.map((one) => ({ ...one, order: "o2" })) }, KNOWN],
    "goods that are not what came less what left": [places({ onHand: 4, movedOnHand: 4 }), KNOWN],
    "goods that are held for nobody": [places({ reserved: 1, movedReserved: 1 }), KNOWN],
    "balances that have drifted from their moves": [places({ movedOnHand: 2 }), KNOWN],
    "places where more is promised than there is": [places({ reserved: 4, movedReserved: 4 }), KNOWN],
  };
  for (const [what, [facts, known]] of Object.entries(wrong))
    it(`finds ${what}`, () => {
      expect(judgeOrders(facts, known).map((finding) => finding.split(": ")[0])).to.include(what);
    });
});
