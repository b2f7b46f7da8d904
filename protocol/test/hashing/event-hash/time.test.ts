import { expect } from "chai";
import { canonicalTime, halfEven, halfUp } from "../../../src/hashing/event-hash/time.ts";

describe("canonical time", () => {
  const cases: [string, string][] = [
    ["2024-03-01T10:00:00+01:00", "2024-03-01T09:00:00.000Z"],
    ["2024-03-01T00:30:00.5-05:30", "2024-03-01T06:00:00.500Z"],
    ["2023-12-31T23:59:59.9995Z", "2024-01-01T00:00:00.000Z"],
    ["2024-03-01T09:00:00.14149999999Z", "2024-03-01T09:00:00.141Z"],
    ["2024-03-01T09:00:00.1425Z", "2024-03-01T09:00:00.143Z"],
    ["2024-02-29T23:00:00-02:00", "2024-03-01T01:00:00.000Z"],
  ];
  for (const [given, expected] of cases)
    it(`writes ${given} as ${expected}`, () => expect(canonicalTime(given, halfUp)).to.equal(expected));

  it("leaves alone what is no time with an offset", () => {
    for (const text of [
      "2024-03-01T10:00:00",
      "2024-02-30T10:00:00Z",
      "2024-03-01",
      "yesterday",
      "2024-03-01T24:00:00Z",
      "2024-13-01T00:00:00Z",
    ]) {
      expect(canonicalTime(text, halfUp), text).to.equal(text);
    }
  });

  it("rounds a half to the even millisecond under the rules of 2025", () => {
    expect(canonicalTime("2024-03-01T09:00:00.1425Z", halfEven)).to.equal("2024-03-01T09:00:00.142Z");
    expect(canonicalTime("2024-03-01T09:00:00.1415Z", halfEven)).to.equal("2024-03-01T09:00:00.142Z");
    expect(canonicalTime("2024-03-01T09:00:00.142501Z", halfEven)).to.equal("2024-03-01T09:00:00.143Z");
  });
});
