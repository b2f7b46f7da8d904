import { expect } from "chai";
import { objectionsTo } from "../../../scripts/security/advisories.ts";

const ID = "GHSA-abcd-1234-wxyz";

function auditOf(severity: string) {
  const advisory = { source: 1, name: "leaky", title: "Leaks", url: `https://github.com/advisories/${ID}`, severity, range: "<2" };
  return { auditReportVersion: 2, vulnerabilities: { leaky: { via: [advisory] }, user: { via: ["leaky"] } } };
}
const NONE = { auditReportVersion: 2, vulnerabilities: {} };
const noted = (known: string) => ({ [ID]: { known, what: "waits for version 2" } });
const on = (day: string) => new Date(`${day}T00:00:00Z`);

describe("known weaknesses of packages", () => {
  it("are mended or noted, and mended in the days that their severity leaves", () => {
    const late = (severity: string, day: string) => objectionsTo(auditOf(severity), noted("2026-06-01"), on(day));
    for (const [severity, last, after] of [
      ["critical", "2026-06-03", "2026-06-04"],
      ["high", "2026-06-08", "2026-06-09"],
      ["moderate", "2026-07-01", "2026-07-02"],
      ["low", "2026-07-01", "2026-07-02"],
      ["of a new kind", "2026-06-03", "2026-06-04"],
    ] as const) {
      expect(late(severity, last), `${severity} on its last day`).to.deep.equal([]);
      expect(late(severity, after).join(), `${severity} a day later`).to.include(ID).and.include(`was to be mended by ${last}`);
    }
    expect(objectionsTo(auditOf("high"), {}, on("2026-06-01"))).to.have.length(1);
  });

  it("are struck from the list when no package has them any more", () => {
    expect(objectionsTo(NONE, {}, on("2026-06-01"))).to.deep.equal([]);
    expect(objectionsTo(NONE, noted("2026-06-01"), on("2026-06-01")).join()).to.include("no package has it any more");
  });

  it("are not taken for none when nobody could be asked", () => {
    expect(() => objectionsTo({ message: "405 Method Not Allowed" }, {}, on("2026-06-01"))).to.throw();
  });
});
