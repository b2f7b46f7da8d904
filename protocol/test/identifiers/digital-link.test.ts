import { expect } from "chai";
import fc from "fast-check";
import { KEYS, QUALIFIERS } from "../../src/identifiers/application-identifiers.ts";
import { canonicalDigitalLink, parseDigitalLink } from "../../src/identifiers/digital-link.ts";
import { decodeSegment, encodeSegment } from "../../src/identifiers/percent.ts";
import { SEED } from "../support/arbitraries.ts";
import { vector, vectorText } from "../support/vectors.ts";

const pairs = vector<{ group: string; input: string; expected: string | null }[]>("gs1/digital-link-normaliser-vectors.json");
const text82 = fc.stringMatching(/^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/);

describe("canonical Digital Link", () => {
  it("has 48 pairs to follow", () => expect(pairs).to.have.length(48));

  for (const { group, input, expected } of pairs) {
    it(`${input} → ${expected ?? "no GS1 key"} (${group})`, () => expect(canonicalDigitalLink(input) ?? null).to.equal(expected));
  }

  it("is its own canonical form", () => {
    for (const { expected } of pairs) if (expected !== null) expect(canonicalDigitalLink(expected)).to.equal(expected);
  });

  it("is the same for a URN and for links on any domain, however they are encoded", () => {
    fc.assert(
      fc.property(text82, (serial) => {
        const every = Array.from(serial, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, "0")}`).join("");
        const canonical = `https://id.gs1.org/01/04012345111118/21/${encodeSegment(serial)}`;
        expect(canonicalDigitalLink(`https://shop.example/x/01/4012345111118/21/${every}?a=b#c`)).to.equal(canonical);
        expect(canonicalDigitalLink(`urn:epc:id:sgtin:4012345.011111.${every}`)).to.equal(canonical);
        expect(decodeSegment(encodeSegment(serial))).to.equal(serial);
      }),
      SEED,
    );
  });

  it("keeps what it reads: key, qualifiers and their order", () => {
    const link = parseDigitalLink("https://example.org/some/path/01/09506000134352/22/2A/10/AB-1/21/7?17=261231");
    expect(link?.key).to.deep.equal({ ai: "01", value: "09506000134352" });
    expect(link?.qualifiers.map(({ ai, value }) => `${ai}=${value}`)).to.deep.equal(["22=2A", "10=AB-1", "21=7"]);
    expect(link?.canonical).to.equal("https://id.gs1.org/01/09506000134352/21/7");
  });

  it("refuses qualifiers in the wrong order, twice, or of another key", () => {
    for (const path of [
      "01/09506000134352/21/7/10/A",
      "01/09506000134352/10/A/10/B",
      "00/008600099999850000/10/A",
      "01/09506000134352/235/a/21/b",
    ]) {
      expect(parseDigitalLink(`https://id.gs1.org/${path}`), path).to.equal(undefined);
    }
  });

  it("refuses characters that no element string may hold", () => {
    for (const lot of ["a%20b", "%C3%BC", "%0A", "%", "%zz", "a".repeat(21), ""]) {
      expect(parseDigitalLink(`https://id.gs1.org/01/09506000134352/10/${lot}`), lot).to.equal(undefined);
    }
  });

  it("refuses URNs whose parts have the wrong length or place", () => {
    const wrong = [
      "id:sgtin:4012345.01111.1",
      "id:sgtin:4012345.011111",
      "id:lgtin:4012345.012345.L",
      "class:sgtin:4012345.011111.1",
      "idpat:sgtin:4012345.011111.1",
      "id:sscc:4012345.011111111",
      "id:nosuch:4012345.1.1",
      "id:__proto__:4012345.1",
      "id:cpi:4012345.AB.x",
    ];
    for (const tail of wrong) expect(canonicalDigitalLink(`urn:epc:${tail}`), tail).to.equal(undefined);
    for (const uri of [
      "ftp://id.gs1.org/01/09506000134352",
      "//id.gs1.org/01/09506000134352",
      "https:///01/09506000134352",
      "01/09506000134352",
    ]) {
      expect(canonicalDigitalLink(uri), uri).to.equal(undefined);
    }
  });

  it("reads long hostile paths in linear time and refuses them", () => {
    expect(parseDigitalLink(`https://x.example/${"01/".repeat(50_000)}`)).to.equal(undefined);
  });
});

describe("application identifiers", () => {
  const dictionary = new Map(
    vectorText("gs1/gs1-syntax-dictionary.txt")
      .split("\n")
      .filter((line) => /^\d{2,4} /.test(line))
      .map((line) => [line.split(/\s+/, 1)[0] as string, line] as const),
  );

  for (const ai of Object.keys(KEYS)) {
    it(`${ai} is a key of Digital Links in the GS1 syntax dictionary, with these qualifiers`, () => {
      const allowed = /dlpkey(?:=(\S+))?/.exec(dictionary.get(ai) ?? "");
      expect(allowed).not.to.equal(null);
      const sequences = (allowed?.[1] ?? "").split("|");
      for (const order of KEYS[ai]?.qualifiers ?? []) expect(sequences).to.include(order.join(","));
    });
  }

  it("qualifiers have the lengths of the dictionary", () => {
    const longest = (ai: string) => Number(/[XN]\.\.(\d+)/.exec(dictionary.get(ai) ?? "")?.[1]);
    for (const [ai, { value }] of Object.entries(QUALIFIERS)) {
      expect(value.test("1".repeat(longest(ai))), ai).to.equal(true);
      expect(value.test("1".repeat(longest(ai) + 1)), ai).to.equal(false);
    }
  });
});
