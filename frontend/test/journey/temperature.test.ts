import type { StatementView } from "@waybill/protocol/schemas/api/traceability";
import { expect } from "chai";
import type { StoryEvent } from "../../src/features/journey/model/story.ts";
import { temperatureRecordOf, type TemperatureRecord } from "../../src/features/journey/temperature/record.ts";
import { inUnit, momentsOf, ticksOf } from "../../src/features/journey/temperature/scale.ts";
import { excursionsOf, gapsOf, standingOf } from "../../src/features/journey/temperature/troubles.ts";

const MOST_5 = { bound: "most", value: "5", uom: "CEL", source: "event" } as const;
const LEAST_0 = { bound: "least", value: "32", uom: "FAH", source: "event" } as const;
const at = (minute: number) => new Date(Date.UTC(2026, 3, 17, 9, minute)).toISOString();
const time = (minute: number) => Date.parse(at(minute));

/** A sensor report at a minute; a list of two values is a period's range. */
function sensor(minute: number, value: number | [number, number], device: string | null = "logger") {
  const [least, most] = typeof value === "number" ? [null, null] : value.map(String);
  const common = { type: "Temperature", uom: "CEL", from: at(minute), until: at(minute), device, alarm: false };
  return { ...common, value: String(typeof value === "number" ? value : value[0]), least: least ?? null, most: most ?? null };
}

function event(sensors: StatementView["sensors"], changes: Partial<StatementView> = {}): StoryEvent {
  const first = {
    ...{
      sensors,
      temperatureLimits: [],
      items: [{ subject: "lot" }],
      eventTime: at(0),
      eventTimeZoneOffset: "-04:00",
      place: null,
      author: { account: "0x1" },
    },
    ...{ declaresError: false, declaredInError: false, ...changes },
  } as unknown as StatementView;
  return { eventId: "", first, statements: [first], reporters: [], isDirect: true };
}

function recordOf(...events: StoryEvent[]): TemperatureRecord {
  const record = temperatureRecordOf(events);
  if (record === null) throw new Error("no temperatures");
  return record;
}

describe("the temperature record", () => {
  it("holds temperatures only, in order of time, in one unit, and values as written", () => {
    const humid = { ...sensor(1, 90), type: "RelativeHumidity", uom: "P1" };
    const warm = { ...sensor(0, 41), uom: "FAH", type: "gs1:Temperature" };
    const { measurements } = recordOf(event([sensor(2, 4), humid, warm]));
    expect(measurements.map(({ celsius, value }) => [celsius, value])).to.deep.equal([
      [5, "41"],
      [4, "4"],
    ]);
    expect(temperatureRecordOf([event([humid])])).to.equal(null);
  });

  it("leaves out what was declared to be wrong", () => {
    expect(temperatureRecordOf([event([sensor(0, 4)], { declaredInError: true })])).to.equal(null);
  });

  it("has the clock that the event was written by, and none that no place has", () => {
    const offsetOf = (eventTime: string, eventTimeZoneOffset: string) =>
      recordOf(event([sensor(0, 4)], { eventTime, eventTimeZoneOffset })).measurements[0]?.offset;
    expect(offsetOf("2026-04-17T11:00:00+02:00", "-04:00")).to.equal("+02:00");
    expect(offsetOf(at(0), "-04:00")).to.equal("-04:00");
    expect(offsetOf("2026-04-17T11:00:00+99:99", "-99:99")).to.equal("+00:00");
  });

  it("takes the event's own time for a report without one", () => {
    const [measurement] = recordOf(event([{ ...sensor(0, 4), from: null, until: null }], { eventTime: at(30) })).measurements;
    expect(measurement?.from).to.equal(time(30));
  });

  it("applies an event's limits to that event, and those of goods wherever the goods are", () => {
    const goods = { ...MOST_5, source: "goods" } as const;
    const origin = event([], { temperatureLimits: [goods] });
    const same = recordOf(origin, event([sensor(0, 6)]));
    expect(standingOf(same.measurements[0] as never)).to.equal("above");
    const others = recordOf(event([], { temperatureLimits: [MOST_5] }), event([sensor(0, 6)]));
    expect(standingOf(others.measurements[0] as never)).to.equal("no-limit");
    const elsewhere = recordOf(origin, event([sensor(0, 6)], { items: [{ subject: "other" }] as never }));
    expect(standingOf(elsewhere.measurements[0] as never)).to.equal("no-limit");
  });

  it("tells one excursion for measurements in a row, with its length and its extreme", () => {
    const values = [4, 6, 7.5, 5.5, 4, 6, -1];
    const sensors = values.map((value, index) => sensor(index * 10, value));
    expect(excursionsOf(recordOf(event(sensors, { temperatureLimits: [MOST_5, LEAST_0] })))).to.deep.equal([
      { kind: "above", limit: 5, extreme: 7.5, from: time(10), until: time(30), offset: "-04:00" },
      { kind: "above", limit: 5, extreme: 6, from: time(50), until: time(50), offset: "-04:00" },
      { kind: "below", limit: 0, extreme: -1, from: time(60), until: time(60), offset: "-04:00" },
    ]);
  });

  it("counts the limit itself as within", () => {
    expect(excursionsOf(recordOf(event([sensor(0, 5)], { temperatureLimits: [MOST_5] })))).to.deep.equal([]);
  });

  it("judges a period by its range, not by its mean", () => {
    const [excursion] = excursionsOf(recordOf(event([sensor(0, [3, 8])], { temperatureLimits: [MOST_5] })));
    expect(excursion).to.include({ kind: "above", extreme: 8 });
  });

  it("breaks where a device paused, never joins two devices, and ends an excursion at the break", () => {
    const sensors = [0, 10, 20, 30, 120, 130].map((minute) => sensor(minute, 6));
    const record = recordOf(event([...sensors, sensor(25, 3, "other")], { temperatureLimits: [MOST_5] }));
    expect(record.runs.map(({ length }) => length)).to.have.members([4, 2, 1]);
    expect(gapsOf(record)).to.deep.equal([{ from: time(30), until: time(120), offset: "-04:00" }]);
    expect(excursionsOf(record).map(({ from, until }) => [from, until])).to.deep.equal([
      [time(0), time(30)],
      [time(120), time(130)],
    ]);
  });

  it("joins nothing when there are only two measurements", () => {
    expect(recordOf(event([sensor(0, 3), sensor(600, 3)])).runs).to.have.length(2);
  });
});

describe("the chart's scale", () => {
  it("has round ticks around every range, at least two", () => {
    expect(ticksOf(2.2, 7.4)).to.deep.equal([2, 4, 6, 8]);
    expect(ticksOf(4, 4)).to.have.length.greaterThan(1);
    expect(ticksOf(-31, 410)).to.satisfy((ticks: number[]) => (ticks[0] ?? 0) <= -31 && (ticks.at(-1) ?? 0) >= 410 && ticks.length < 9);
    expect(inUnit(5, "FAH")).to.equal(41);
  });

  it("spans some degrees though only one was measured, and keeps what was measured off its edges", () => {
    for (const value of [36, -18.4, 4]) {
      const ticks = ticksOf(value, value);
      expect((ticks.at(-1) ?? 0) - (ticks[0] ?? 0)).to.be.at.least(4);
      expect(ticks[0]).to.be.lessThan(value);
      expect(ticks.at(-1)).to.be.greaterThan(value);
    }
    expect(ticksOf(2, 8)[0]).to.be.lessThan(2);
  });

  it("has round moments of the place's clock, no more than there is room for", () => {
    const range = [Date.parse("2026-04-16T14:26:00Z"), Date.parse("2026-04-17T21:30:00Z")] as const;
    const moments = momentsOf(range, -240, 6).map((moment) => new Date(moment).toISOString());
    expect(moments).to.deep.equal([
      "2026-04-16T16:00:00.000Z",
      "2026-04-16T22:00:00.000Z",
      "2026-04-17T04:00:00.000Z",
      "2026-04-17T10:00:00.000Z",
      "2026-04-17T16:00:00.000Z",
    ]);
    expect(momentsOf([range[0], range[0]], 330, 6)).to.deep.equal([range[0]]);
  });
});
