import { expect } from "chai";
import { readWrittenTime, relativeParts, zoneName } from "../src/lib/times.ts";

describe("times", () => {
  it("keeps the clock and the offset that the author wrote", () => {
    const read = readWrittenTime("2026-04-17T09:26:42.5-04:00");
    expect(read?.wallClock.toISOString()).to.equal("2026-04-17T09:26:42.000Z");
    expect(read?.instant.toISOString()).to.equal("2026-04-17T13:26:42.500Z");
    expect(read?.offset).to.equal("-04:00");
    expect(readWrittenTime("2026-04-17T09:26:42Z")?.offset).to.equal("UTC");
  });

  it("names a zone by its offset, and no offset in one way only", () => {
    expect(["-04:00", "+05:45"].map(zoneName)).to.deep.equal(["UTC−04:00", "UTC+05:45"]);
    expect(["UTC", "Z", "+00:00", "-00:00"].map(zoneName)).to.deep.equal(["UTC", "UTC", "UTC", "UTC"]);
  });

  it("does not guess at what is no time", () => {
    for (const text of ["", "yesterday", "2026-04-17", "2026-13-41T99:00:00Z"]) expect(readWrittenTime(text), text).to.equal(null);
  });

  it("names the largest unit that fits", () => {
    const now = new Date("2026-04-17T12:00:00Z");
    expect(relativeParts(new Date("2026-04-17T10:30:00Z"), now)).to.deep.equal({ value: -1, unit: "hour" });
    expect(relativeParts(new Date("2026-04-27T12:00:00Z"), now)).to.deep.equal({ value: 10, unit: "day" });
  });
});
