import { PURPOSES, type Purpose } from "@waybill/protocol/privacy/purposes";
import { expect } from "chai";
import account from "../src/lib/messages/en/account.json" with { type: "json" };
import reports from "../src/lib/messages/en/reports.json" with { type: "json" };

/** What people consented to, by purpose and version. Who changes what a text says adds a version; who mends a comma changes it here, too. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  "address-to-organisation 1": [
    "Admins of my organisations see my whole e-mail address",
    "They can tell by it who you are, and write to you. Otherwise they see its first letter and what follows the @.",
  ],
  "report-contact 1": [
    "The organisations that receive this report may read this to reach me. I can take it back at any time, with the number of the report.",
  ],
};

describe("the words of a consent", () => {
  it("are those of their version", () => {
    const texts: Readonly<Record<string, string>> = { ...account, ...reports };
    const shown = (Object.keys(PURPOSES) as Purpose[]).map((purpose) => [
      `${purpose} ${PURPOSES[purpose].version}`,
      [texts[`consent.${purpose}`], texts[`consent.${purpose}.text`]].filter((text) => text !== undefined),
    ]);
    expect(Object.fromEntries(shown)).to.deep.equal(WORDS);
  });
});
