import { expect } from "chai";
import fc from "fast-check";
import { canonicalDigitalLink } from "../../src/identifiers/digital-link.ts";
import { companyDigits, epcUrnOf } from "../../src/identifiers/epc-urn-of.ts";
import { SEED } from "../support/arbitraries.ts";
import { vector } from "../support/vectors.ts";

const URNS = [
  "urn:epc:id:sgtin:0614141.107346.2017",
  "urn:epc:id:sgtin:9506000.013435.A%2F1",
  "urn:epc:id:sscc:0614141.1234567890",
  "urn:epc:id:sgln:0614141.07346.1234",
  "urn:epc:id:sgln:0614141.07346.0",
  "urn:epc:id:pgln:4012345.00225",
  "urn:epc:id:grai:0614141.12345.400",
  "urn:epc:id:giai:0614141.12345400",
  "urn:epc:id:gsrn:0614141.0000010253",
  "urn:epc:id:gsrnp:0614141.0000010253",
  "urn:epc:id:gdti:0614141.00001.1618034",
  "urn:epc:id:cpi:0614141.123ABC.123456789",
  "urn:epc:id:sgcn:4012345.67890.04711",
  "urn:epc:id:ginc:0614141.xyz3311cba",
  "urn:epc:id:gsin:0614141.123456789",
  "urn:epc:id:itip:0614141.107346.01.02.abc",
  "urn:epc:id:upui:1234567.089456.51qIgY",
  "urn:epc:class:lgtin:4012345.012345.Lot987",
  "urn:epc:idpat:sgtin:0614141.107346.*",
  "urn:epc:idpat:grai:0614141.12345.*",
];

describe("the EPC URN of a Digital Link", () => {
  for (const urn of URNS) {
    it(`is the one that it came from: ${urn}`, () => {
      const link = canonicalDigitalLink(urn) ?? "";
      const prefix = /:(\d{6,12})\./.exec(urn)?.[1] ?? "";
      expect(companyDigits(link)).to.match(new RegExp(`^${prefix}`));
      expect(epcUrnOf(link, prefix.length)).to.equal(urn);
    });
  }

  it("reads back as the same thing, for every length of prefix, or does not exist", () => {
    const pairs = vector<{ pairs?: { input: string }[] } | { input: string }[]>("gs1/digital-link-normaliser-vectors.json");
    const inputs = JSON.stringify(pairs).match(/https?:[^"]+/g) ?? [];
    expect(inputs).to.have.length.greaterThan(20);
    let written = 0;
    fc.assert(
      fc.property(fc.constantFrom(...inputs), fc.integer({ min: 6, max: 12 }), (uri, digits) => {
        const urn = epcUrnOf(uri, digits);
        if (urn === undefined) return;
        written++;
        expect(canonicalDigitalLink(urn)).to.equal(canonicalDigitalLink(uri));
      }),
      { ...SEED, numRuns: 500 },
    );
    expect(written).to.be.greaterThan(100);
  });

  it("does not exist for a wrong check digit, and for what is no Digital Link", () => {
    for (const uri of ["https://id.gs1.org/01/10614141073465/21/2017", "https://example.com/", "urn:epc:id:sgtin:0614141.107346.2017"])
      expect(epcUrnOf(uri, 7), uri).to.equal(undefined);
  });
});
