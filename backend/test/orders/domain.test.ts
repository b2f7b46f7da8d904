import { orderEvent, orderState, type OrderEvent, type OrderState } from "@waybill/protocol/orders/states";
import { expect } from "chai";
import fc from "fast-check";
import { nextOrderState, TRANSITIONS } from "../../src/modules/orders/orders.domain.ts";
import { priceOrder, taxWithin } from "@waybill/protocol/orders/prices";
import { inTime } from "../../src/modules/orders/saga/in-time.ts";

/** Every pair that means something; all others are refused. */
const MEANT: readonly [OrderState, OrderEvent, OrderState][] = [
  ["created", "reserve", "reserved"],
  ["created", "lack", "cancelling"],
  ["created", "expire", "cancelling"],
  ["created", "cancel", "cancelling"],
  ["reserved", "authorise", "authorised"],
  ["reserved", "decline", "cancelling"],
  ["reserved", "expire", "cancelling"],
  ["reserved", "cancel", "cancelling"],
  ["authorised", "route", "routed"],
  ["authorised", "call-off", "authorised"],
  ["authorised", "lack", "cancelling"],
  ["authorised", "cancel", "cancelling"],
  ["routed", "instruct", "instructed"],
  ["routed", "reroute", "routed"],
  ["routed", "call-off", "routed"],
  ["routed", "lack", "cancelling"],
  ["routed", "cancel", "cancelling"],
  ["instructed", "instruct", "instructed"],
  ["instructed", "reroute", "instructed"],
  ["instructed", "call-off", "instructed"],
  ["instructed", "lack", "cancelling"],
  ["instructed", "cancel", "withdrawing"],
  ["instructed", "ship-part", "shipped-in-part"],
  ["instructed", "ship-rest", "shipped"],
  ["shipped-in-part", "instruct", "shipped-in-part"],
  ["shipped-in-part", "reroute", "shipped-in-part"],
  ["shipped-in-part", "call-off", "shipped-in-part"],
  ["shipped-in-part", "lack", "shipped"],
  ["shipped-in-part", "cancel", "withdrawing"],
  ["shipped-in-part", "ship-part", "shipped-in-part"],
  ["shipped-in-part", "ship-rest", "shipped"],
  ["shipped-in-part", "return", "shipped-in-part"],
  ["withdrawing", "ship-part", "withdrawing"],
  ["withdrawing", "ship-rest", "shipped"],
  ["withdrawing", "withdraw", "cancelling"],
  ["withdrawing", "withdraw-rest", "shipped"],
  ["shipped", "settle", "closed"],
  ["shipped-in-part", "ask-again", "shipped-in-part"],
  ["shipped-in-part", "write-off", "shipped-in-part"],
  ["shipped", "return", "shipped"],
  ["shipped", "ask-again", "shipped"],
  ["shipped", "write-off", "shipped"],
  ["closed", "return", "closed"],
  ["cancelling", "let-go", "cancelled"],
];

describe("the saga of an order", () => {
  for (const state of orderState.options)
    for (const event of orderEvent.options) {
      const next = MEANT.find(([from, by]) => from === state && by === event)?.[2];
      it(`when ${state}, on ${event} ${next === undefined ? "refuses" : `becomes ${next}`}`, () => {
        expect(nextOrderState(state, event)).to.equal(next);
      });
    }

  it("leads to an end from every state", () => {
    const isEnd = (state: OrderState) => Object.values(TRANSITIONS[state]).every((next) => next === state);
    const ending = new Set(orderState.options.filter(isEnd));
    for (let round = 0; round < orderState.options.length; round++)
      for (const state of orderState.options) if (Object.values(TRANSITIONS[state]).some((next) => ending.has(next))) ending.add(state);
    expect([...ending]).to.have.members(orderState.options);
    expect(orderState.options.filter(isEnd)).to.deep.equal(["closed", "cancelled"]);
  });
});

describe("a partner of the saga", () => {
  it("is not waited for when it says nothing", async () => {
    const silent = inTime("the bank", new Promise(() => undefined), 1);
    expect(await silent.catch((error: Error) => error.message)).to.equal("the bank did not answer within 1 ms");
  });

  it("is believed when it answers, or fails, in time", async () => {
    expect(await inTime("the bank", Promise.resolve("held"))).to.equal("held");
    expect(await inTime("the bank", Promise.reject(new Error("no"))).catch((error: Error) => error.message)).to.equal("no");
  });
});

describe("the price of an order", () => {
  const rates = fc.record({ standard: rate(), reduced: rate(), books: rate(), zero: fc.constant(0) });
  const wanted = fc.array(
    fc.record({
      gtin: fc.constant("09506000134352"),
      title: fc.constant("Book"),
      unitMinor: fc.integer({ min: 1, max: 100_000_000 }),
      taxClass: fc.constantFrom("standard" as const, "reduced" as const, "books" as const, "zero" as const),
      quantity: fc.integer({ min: 1, max: 1_000 }),
    }),
    { minLength: 1, maxLength: 50 },
  );
  function rate() {
    return fc.integer({ min: 0, max: 10_000 });
  }

  it("is the sum of its lines and its delivery, to the cent, and holds the sum of their taxes", () => {
    fc.assert(
      fc.property(wanted, fc.integer({ min: 0, max: 100_000_000 }), rates, (lines, shipping, rateOf) => {
        const priced = priceOrder(lines, shipping, rateOf);
        const amounts = priced.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
        const taxes = priced.lines.reduce((sum, { taxMinor }) => sum + taxMinor, 0);
        expect(priced.totalMinor).to.equal(amounts + shipping);
        expect(priced.taxMinor).to.equal(taxes + taxWithin(shipping, rateOf.standard));
        expect(Object.values(priced).every((value) => typeof value !== "number" || Number.isSafeInteger(value))).to.equal(true);
      }),
    );
  });

  it("holds the tax that is nearest to the exact one, of two that are as near the higher", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000_000 }), rate(), (gross, basisPoints) => {
        // |tax × (1 + r) - gross × r| ≤ half a unit, in whole numbers.
        const off = BigInt(taxWithin(gross, basisPoints)) * BigInt(10_000 + basisPoints) - BigInt(gross) * BigInt(basisPoints);
        const half = BigInt(10_000 + basisPoints);
        expect(2n * off <= half && 2n * off > -half).to.equal(true);
      }),
    );
    expect([taxWithin(1190, 1900), taxWithin(107, 700), taxWithin(3, 10_000), taxWithin(0, 1900)]).to.deep.equal([190, 7, 2, 0]);
  });
});
