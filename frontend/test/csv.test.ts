import { expect } from "chai";
import { toCsv } from "../src/lib/csv.ts";

describe("CSV", () => {
  it("quotes what would break a row, and doubles quotes", () => {
    expect(toCsv([["a,b", 'say "hi"', "two\nlines", null, 7]])).to.equal('"a,b","say ""hi""","two\nlines",,7\r\n');
  });

  it("keeps a text from being run as a formula, and numbers as numbers", () => {
    expect(toCsv([["=1+1", "-2", -2]])).to.equal("'=1+1,'-2,-2\r\n");
  });
});
