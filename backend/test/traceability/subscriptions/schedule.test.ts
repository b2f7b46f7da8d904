import { expect } from "chai";
import { nextRun, querySchedule } from "../../../src/modules/traceability/subscriptions/schedule.ts";

describe("a query schedule", () => {
  const after = (from: string, schedule: object) => nextRun(querySchedule.parse(schedule), new Date(from))?.toISOString();

  it("names the next moment at which all its fields match, in UTC", () => {
    expect(after("2026-01-01T00:00:00.5Z", { hour: "1", minute: "5" })).to.equal("2026-01-01T01:05:00.000Z");
    expect(after("2026-01-01T01:05:00Z", { hour: 1, minute: 5 })).to.equal("2026-01-02T01:05:00.000Z");
    expect(after("2026-01-01T00:00:01Z", { second: "0/30" })).to.equal("2026-01-01T00:00:30.000Z");
    expect(after("2026-01-01T00:00:11Z", { second: "[5-10],20" })).to.equal("2026-01-01T00:00:20.000Z");
    expect(after("2026-03-28T23:30:00Z", { minute: "*/15" })).to.equal("2026-03-28T23:45:00.000Z");
  });

  it("counts the days of the week from Monday, 1, to Sunday, 7, and wants day and weekday both", () => {
    expect(after("2026-01-01T00:00:00Z", { dayOfWeek: "7" })).to.equal("2026-01-04T00:00:00.000Z");
    expect(after("2026-01-01T00:00:00Z", { dayOfWeek: "1" })).to.equal("2026-01-05T00:00:00.000Z");
    expect(after("2026-01-01T00:00:00Z", { dayOfMonth: "13", dayOfWeek: "5" })).to.equal("2026-02-13T00:00:00.000Z");
  });

  it("comes true once, not each second, where it names no seconds", () => {
    expect(after("2026-01-01T01:05:00Z", { month: "*" })).to.equal("2026-01-02T00:00:00.000Z");
  });

  it("has no next moment when there is none", () => {
    expect(after("2026-01-01T00:00:00Z", { dayOfMonth: "30", month: "2" })).to.equal(undefined);
    expect(after("2026-01-01T00:00:00Z", {})).to.equal(undefined);
  });

  it("is refused when it is no list of numbers and ranges", () => {
    for (const second of ["", "one", "1;2", "L", "* *", "1,", "1-2-3", "[1-2"])
      expect(querySchedule.safeParse({ second }).success, second).to.equal(false);
  });
});
