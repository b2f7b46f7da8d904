import { expect } from "chai";
import fc from "fast-check";
import {
  elementStringOf,
  GROUP_SEPARATOR,
  humanReadable,
  linkOfElementString,
  readElementString,
} from "../../src/identifiers/gs1-element-string.ts";

const GS = GROUP_SEPARATOR;
const LOT = "https://id.gs1.org/01/09506000134352/10/LOT1";

describe("GS1 element strings", () => {
  const readings: [string, string, string][] = [
    ["a scanner's text with its symbology identifier", `]d2010950600013435210LOT1${GS}`, LOT],
    ["a date of fixed length in front of the lot", "010950600013435217261231" + "10LOT1", LOT],
    ["attributes of open length between", `0109506000134352${"37"}25${GS}3103001500${GS}10LOT1`, LOT],
    ["a leading separator", `${GS}010950600013435210LOT1`, LOT],
    ["a lot and a serial in the wrong order", `0109506000134352${"21"}S1${GS}10LOT1`, "https://id.gs1.org/01/09506000134352/21/S1"],
    ["brackets, with blanks", "(01) 09506000134352 (17) 261231 (10) LOT1", LOT],
    ["brackets inside of a lot", "(01)09506000134352(10)A(B)C", "https://id.gs1.org/01/09506000134352/10/A%28B%29C"],
    ["a logistic unit", "]C100395060001343500003", "https://id.gs1.org/00/395060001343500003"],
    ["a place with its extension", `4149506000134376254DOCK7`, "https://id.gs1.org/414/9506000134376/254/DOCK7"],
    ["a returnable asset", `800309506000134352S1`, "https://id.gs1.org/8003/09506000134352S1"],
  ];
  for (const [name, text, expected] of readings) {
    it(`name goods in the form of ${name}`, () => {
      expect(linkOfElementString(text)?.canonical).to.equal(expected);
    });
  }

  it("are none where the text is cut, has no key, or names a qualifier twice", () => {
    for (const text of [
      "",
      "]d2",
      "0109506000134",
      "10LOT1",
      "(10)LOT1",
      "()",
      "(01)",
      "hello",
      `0109506000134352${"10"}`,
      `01095060001343521${"0A"}${GS}10B`,
    ])
      expect(linkOfElementString(text), JSON.stringify(text)).to.equal(undefined);
  });

  it("read back what was written, for any lot and serial", () => {
    const value = fc.string({ unit: fc.constantFrom(..."!\"%&'()*+,-./0123456789:;<=>?ABCXYZ_abcxyz"), minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.option(value), fc.option(value), (lot, serial) => {
        const qualifiers = [...(lot === null ? [] : [{ ai: "10", value: lot }]), ...(serial === null ? [] : [{ ai: "21", value: serial }])];
        const elements = { key: { ai: "01", value: "09506000134352" }, qualifiers };
        expect(readElementString(elementStringOf(elements, GS))).to.deep.equal([elements.key, ...qualifiers]);
      }),
    );
  });

  it("never break on any text", () => {
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => (readElementString(text) ?? []).every(({ ai }) => /^\d{2,4}$/.test(ai))));
  });

  it("are printed for people one element to a line", () => {
    const elements = { key: { ai: "01", value: "09506000134352" }, qualifiers: [{ ai: "10", value: "LOT1" }] };
    expect(humanReadable(elements)).to.deep.equal(["(01) 09506000134352", "(10) LOT1"]);
  });
});
