import { expect } from "chai";
import { celsiusOf, temperatureLimitsIn } from "../../src/evidence/limits.ts";
import { parseLosslessObject } from "../../src/hashing/lossless-json.ts";

describe("limits of temperature", () => {
  it("are read from goods, event, sensor and report, each with its source and as written", () => {
    const event = parseLosslessObject(`{
      "ilmd": { "ex:maximumTemperature": { "ex:value": 5.0, "ex:uom": "CEL" } },
      "ex:minimumTemperature": { "value": 33, "unitCode": "FAH" },
      "sensorElementList": [{
        "sensorMetadata": { "https://ns.example/minimumTemperature": { "value": 0, "uom": "CEL" } },
        "sensorReport": [{ "type": "Temperature", "value": 3, "uom": "CEL", "ex:maximumTemperature": 4 }]
      }]
    }`);
    expect(temperatureLimitsIn(event)).to.deep.equal([
      { bound: "most", value: "5.0", uom: "CEL", source: "goods" },
      { bound: "least", value: "33", uom: "FAH", source: "event" },
      { bound: "least", value: "0", uom: "CEL", source: "sensor" },
      { bound: "most", value: "4", uom: "CEL", source: "sensor" },
    ]);
  });

  it("are none without a unit, with a unit of something else, or when they are no numbers", () => {
    for (const limit of [5, { value: 5 }, { value: 5, uom: "KGM" }, { value: "5", uom: "CEL" }, null, [5]])
      expect(temperatureLimitsIn({ ilmd: { "ex:maximumTemperature": limit as never } }), JSON.stringify(limit)).to.deep.equal([]);
  });

  it("are stated once, however many reports repeat them", () => {
    const report = { type: "Temperature", value: 3, uom: "CEL", "ex:maximumTemperature": 5 };
    expect(temperatureLimitsIn({ sensorElementList: [{ sensorReport: [report, report] }] })).to.have.length(1);
  });

  it("compare across units", () => {
    expect(celsiusOf("41", "FAH")).to.equal(5);
    expect(celsiusOf("278.15", "KEL")).to.be.closeTo(5, 1e-9);
    expect(celsiusOf("5", null)).to.equal(null);
    expect(celsiusOf("warm", "CEL")).to.equal(null);
  });
});
