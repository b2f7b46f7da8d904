import { expect } from "chai";
import { eventTimeOf, localTextOf, offsetText, OFFSETS } from "../../src/lib/local-time.ts";

describe("time of an event", () => {
  it("writes a browser's zone as EPCIS does", () => {
    expect([-120, 300, 0, -345, 210].map(offsetText)).to.deep.equal(["+02:00", "-05:00", "+00:00", "+05:45", "-03:30"]);
  });

  it("shows a moment in the zone of the offset, and reads it back as the same moment", () => {
    const moment = new Date("2026-03-29T01:30:00Z");
    for (const offset of OFFSETS) {
      const time = eventTimeOf(localTextOf(moment, offset), offset);
      expect(time, offset).to.match(/[+-]\d\d:\d\d$/);
      expect(Date.parse(time ?? ""), offset).to.equal(moment.getTime());
    }
  });

  it("adds the seconds that an input leaves out", () => {
    expect(eventTimeOf("2026-04-19T13:35", "-05:00")).to.equal("2026-04-19T13:35:00-05:00");
  });

  it("knows no 30 February, no 25 o'clock and no zone beyond 14 hours", () => {
    expect(eventTimeOf("2026-02-30T10:00", "+00:00")).to.equal(null);
    expect(eventTimeOf("2026-02-20T25:00", "+00:00")).to.equal(null);
    expect(eventTimeOf("2026-02-20T10:00", "+15:00")).to.equal(null);
    expect(eventTimeOf("", "+00:00")).to.equal(null);
  });
});
