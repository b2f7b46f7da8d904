import { expect } from "chai";
import { linkOfEntry, newSscc, readIdentifier, subjectOf } from "../src/lib/identifier-entry.ts";

const LOT = { kind: "subject", subject: "https://id.gs1.org/01/09506000134352/10/ABC-1" };
const UNIT = { kind: "subject", subject: "https://id.gs1.org/00/395060001343500003" };

describe("identifiers as suppliers type or scan them", () => {
  const readings: [string, string, object][] = [
    ["a Digital Link on any domain", "https://brand.example/01/9506000134352/10/ABC-1?17=261231", LOT],
    [
      "a compressed Digital Link",
      "https://brand.example/CxFKk4XBoMrXzf7g",
      { kind: "subject", subject: "https://id.gs1.org/01/09506000134352/10/a-b_c" },
    ],
    ["an EPC class URN", "urn:epc:class:lgtin:9506000.013435.ABC-1", LOT],
    ["an element string with brackets", "(01) 09506000134352 (10) ABC-1", LOT],
    ["an element string from a scanner", "]d2010950600013435210ABC-1\u001d", LOT],
    ["an element string with a date before the lot", "010950600013435217261231" + "10ABC-1", LOT],
    ["a GTIN and a lot with a blank between", "9506000134352 ABC-1", LOT],
    ["a GTIN and a lot with a comma between", "09506000134352, ABC-1", LOT],
    ["a GTIN and a lot of digits", "9506000134352 12345", { kind: "subject", subject: "https://id.gs1.org/01/09506000134352/10/12345" }],
    ["the digits of an SSCC with spaces", "3 9506000 134350000 3", UNIT],
    ["an SSCC label from a scanner", "00395060001343500003", UNIT],
    ["the bracketed SSCC of a label", "(00)395060001343500003", UNIT],
    ["a GTIN, which still needs a lot or serial", "9506000134352", { kind: "product", gtin: "09506000134352" }],
    ["the Digital Link of a place", "https://id.gs1.org/414/0860009999992", { kind: "place", gln: "0860009999992" }],
  ];
  for (const [name, text, expected] of readings) {
    it(`reads ${name}`, () => {
      expect(readIdentifier(text)).to.deep.equal(expected);
    });
  }

  const refusals: [string, string, string, Record<string, string>?][] = [
    ["a GTIN with a wrong check digit", "9506000134353", "identifier.check-digit", { expected: "2" }],
    ["a GTIN with a wrong check digit before a lot", "9506000134353 ABC-1", "identifier.check-digit", { expected: "2" }],
    ["a bracketed GTIN with a wrong check digit", "(01)09506000134353(10)ABC-1", "identifier.check-digit", { expected: "2" }],
    ["a Digital Link with a wrong check digit", "https://id.gs1.org/01/09506000134353/10/A", "identifier.check-digit", { expected: "2" }],
    ["an SSCC with a wrong check digit", "395060001343500007", "identifier.check-digit", { expected: "3" }],
    ["a wrong order", "https://x.example/01/09506000134352/21/S/10/L", "identifier.order", { path: "/01/09506000134352/10/L/21/S" }],
    ["digits of no GS1 key", "12345", "identifier.length"],
    ["a URL that is no Digital Link", "https://example.com/about", "identifier.unreadable"],
    ["free text", "two pallets of lettuce", "identifier.unreadable"],
    ["the key of something else", "https://id.gs1.org/8003/09506000134352", "identifier.other-key"],
    ["nothing", "  ", "identifier.empty"],
  ];
  for (const [name, text, message, values] of refusals) {
    it(`refuses ${name}, and says why`, () => {
      expect(readIdentifier(text)).to.deep.equal({ kind: "problem", message, ...(values === undefined ? {} : { values }) });
    });
  }

  it("keeps a lot beside a serial for what is printed", () => {
    const whole = "https://id.gs1.org/01/09506000134352/10/A/21/7";
    expect(linkOfEntry("https://x.example/01/9506000134352/10/A/21/7")).to.equal(whole);
    expect(linkOfEntry("(01)09506000134352(10)A(21)7")).to.equal(whole);
    expect(linkOfEntry("9506000134352")).to.equal("https://id.gs1.org/01/09506000134352");
    expect(linkOfEntry("395060001343500003")).to.equal(UNIT.subject);
    expect(linkOfEntry("https://id.gs1.org/8004/9506000X")).to.equal("https://id.gs1.org/8004/9506000X");
    expect(linkOfEntry("https://id.gs1.org/414/9506000134376")).to.equal("https://id.gs1.org/414/9506000134376");
    expect(linkOfEntry("nothing")).to.equal(null);
  });

  it("makes a new SSCC under the organisation's own prefix, with a right check digit", () => {
    for (const chance of [0, 7, 9999]) {
      const sscc = newSscc("0860009999992", chance);
      expect(sscc).to.match(/^3086000999999\d{5}$/);
      expect(readIdentifier(sscc)).to.deep.equal({ kind: "subject", subject: `https://id.gs1.org/00/${sscc}` });
    }
  });

  it("makes the canonical name of a lot or serial, and none of text that GS1 does not allow", () => {
    expect(subjectOf("09506000134352", { ai: "10", value: " A/B " })).to.equal("https://id.gs1.org/01/09506000134352/10/A%2FB");
    expect(subjectOf("09506000134352", { ai: "21", value: "äöü" })).to.equal(null);
    expect(subjectOf("09506000134352", { ai: "10", value: "X".repeat(21) })).to.equal(null);
  });
});
