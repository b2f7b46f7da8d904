import { expect } from "chai";
import { readFileSync } from "node:fs";
import { besideIn } from "../../src/evidence/beside.ts";
import { hasExpired } from "../../src/evidence/has-expired.ts";
import { bareEvents } from "../../src/hashing/event-hash/documents.ts";
import { parseLossless, parseLosslessObject, type JsonObject } from "../../src/hashing/lossless-json.ts";

const example = (name: string): JsonObject =>
  bareEvents(parseLossless(readFileSync(new URL(`../../vectors/epcis/gs1/WithSensorData/${name}.jsonld`, import.meta.url), "utf8")))[0] ??
  {};

describe("what stands beside a claim", () => {
  it("is every sensor report with its own time, the device's, or that of the period", () => {
    const { readings } = besideIn(example("SensorDataExample1b"));
    expect(
      readings.filter(({ type }) => type === "Temperature").map(({ value, uom, from, until }) => [value, uom, from, until]),
    ).to.deep.equal(
      ["14:05", "14:35", "14:55"].map((time, index) => {
        const at = `2019-04-02T${time}:00.000+01:00`;
        return [["26.0", "26.1", "26.2"][index], "CEL", at, at];
      }),
    );
    expect(readings[0]?.device).to.equal("urn:epc:id:giai:4000001.111");
  });

  it("keeps least and most of a period, and an alarm that the sensor raised", () => {
    const event =
      parseLosslessObject(`{"sensorElementList":[{"sensorMetadata":{"startTime":"2026-01-01T00:00:00Z","endTime":"2026-01-02T00:00:00Z"},
      "sensorReport":[{"type":"Temperature","minValue":1.50,"maxValue":9,"meanValue":4,"uom":"CEL","exception":"ALARM_CONDITION"}]}]}`);
    expect(besideIn(event).readings).to.deep.equal([
      {
        ...{ type: "Temperature", value: "4", uom: "CEL", least: "1.50", most: "9", device: null, alarm: true },
        ...{ from: "2026-01-01T00:00:00Z", until: "2026-01-02T00:00:00Z" },
      },
    ]);
  });

  it("is one certificate or many, and nothing that is no address", () => {
    expect(besideIn({ certificationInfo: "https://a.example/1" }).certificates).to.deep.equal(["https://a.example/1"]);
    expect(besideIn({ certificationInfo: ["https://a.example/1", 7, "urn:x:2"] }).certificates).to.deep.equal([
      "https://a.example/1",
      "urn:x:2",
    ]);
    expect(besideIn({}).certificates).to.deep.equal([]);
  });

  it("holds a date of expiry, in any prefix, until that day is over everywhere", () => {
    const { validUntil } = besideIn({ ilmd: { "cbvmda:itemExpirationDate": "2026-05-01" } });
    expect(validUntil).to.equal("2026-05-01");
    expect(hasExpired(validUntil, new Date("2026-05-02T11:59:59Z"))).to.equal(false);
    expect(hasExpired(validUntil, new Date("2026-05-02T12:00:01Z"))).to.equal(true);
    expect(hasExpired("2026-05-01T10:00:00+02:00", new Date("2026-05-01T08:00:01Z"))).to.equal(true);
    expect(hasExpired(null, new Date())).to.equal(false);
  });

  it("survives events of any odd shape", () => {
    for (const odd of [null, 1, "x", [null], [{ sensorReport: "x" }], [{ sensorMetadata: [], sensorReport: [1, null, {}] }]])
      expect(besideIn({ sensorElementList: odd, certificationInfo: odd, ilmd: odd } as JsonObject).readings).to.deep.equal([]);
  });
});
