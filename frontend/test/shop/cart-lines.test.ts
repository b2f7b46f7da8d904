import { expect } from "chai";
import fc from "fast-check";
import { createBrowserCart } from "../../src/lib/cart/browser-cart.ts";
import { adding, merging, piecesIn, setting, without } from "../../src/lib/cart/lines.ts";

const A = "09506000134352";
const B = "09506000134369";
const line = (gtin: string, quantity: number) => ({ gtin, quantity });
const gtins = [A, B, "10860009998039"];
const carts = fc.uniqueArray(fc.record({ gtin: fc.constantFrom(...gtins), quantity: fc.integer({ min: 1, max: 1000 }) }), {
  selector: ({ gtin }) => gtin,
});

describe("lines of a cart", () => {
  it("grow, change and go", () => {
    expect(adding(A, 2)([line(A, 1)])).to.deep.equal([line(A, 3)]);
    expect(adding(B, 1)([line(A, 1)])).to.deep.equal([line(A, 1), line(B, 1)]);
    expect(adding(A, 1000)([line(A, 1)])).to.deep.equal([line(A, 1000)]);
    expect(setting(A, 0)([line(A, 1), line(B, 1)])).to.deep.equal([line(B, 1)]);
    const full = Array.from({ length: 50 }, (_, index) => line(String(index).padStart(14, "0"), 1));
    expect(adding(A, 1)(full)).to.deep.equal(full);
  });

  it("lose what was ordered, and keep what was put in meanwhile", () => {
    expect(without([line(A, 2), line(B, 1)])([line(A, 3), line(B, 1)])).to.deep.equal([line(A, 1)]);
  });

  it("are merged to the same, however often: nothing is in it twice, and nothing is lost", () => {
    fc.assert(
      fc.property(carts, carts, (kept, there) => {
        const merged = merging(kept)(there);
        expect(merging(kept)(merged)).to.deep.equal(merged);
        for (const gtin of gtins) {
          const of = (lines: readonly { gtin: string; quantity: number }[]) => lines.find((one) => one.gtin === gtin)?.quantity ?? 0;
          expect(of(merged)).to.equal(Math.max(of(kept), of(there)));
        }
        expect(piecesIn(merged)).to.be.at.least(piecesIn(there));
      }),
    );
  });
});

describe("a visitor's cart", () => {
  const cartOn = (stored: Record<string, string>) => {
    const storage = {
      getItem: (key: string) => stored[key] ?? null,
      setItem: (key: string, value: string) => void (stored[key] = value),
      removeItem: (key: string) => void delete stored[key],
    };
    return createBrowserCart({ storage, others: null });
  };

  it("is there again, tells of changes, and is the same list for as long as nothing changes", () => {
    const stored: Record<string, string> = {};
    const cart = cartOn(stored);
    let told = 0;
    const stop = cart.subscribe(() => told++);
    cart.set([line(A, 2)]);
    expect(cart.lines()).to.equal(cart.lines());
    expect(cartOn(stored).lines()).to.deep.equal([line(A, 2)]);
    cart.set([]);
    stop();
    cart.set([line(B, 1)]);
    expect(told).to.equal(2);
  });

  it("is forgotten as it was taken over, and kept when it was changed since", () => {
    const cart = cartOn({});
    cart.set([line(A, 2)]);
    cart.forget([line(A, 1)]);
    expect(cart.lines()).to.deep.equal([line(A, 2)]);
    cart.forget([line(A, 2)]);
    expect(cart.lines()).to.deep.equal([]);
  });

  it("is empty where what is stored makes no sense", () => {
    for (const text of ["{", "[1]", '[{"gtin":"12","quantity":1}]', '"x"', `[{"gtin":"${A}","quantity":0}]`])
      expect(cartOn({ "waybill.cart": text }).lines()).to.deep.equal([]);
  });
});
