import { expect } from "chai";
import { profilesOf } from "../../../src/hashing/event-hash/profiles.ts";
import type { JsonObject } from "../../../src/hashing/lossless-json.ts";
import type { EventId } from "../../../src/schemas/primitives.ts";
import { checkEventHash } from "../../../src/verify/steps/event-hash.ts";
import { harvested, mixed } from "../../support/events.ts";

/** An event on which the revisions of the algorithm disagree: sources stand elsewhere in the superseded one, sensor data in 2.1. */
const event: JsonObject = {
  ...harvested(),
  sourceList: [{ type: "owning_party", source: "https://id.gs1.org/417/0860009999992" }],
  sensorElementList: [{ sensorReport: [{ type: "Temperature", value: 4.5, uom: "CEL" }] }],
};
const ids = profilesOf(event);

describe("event hash step", () => {
  it("starts from an event with three different IDs", () => {
    expect(new Set(Object.values(ids)).size).to.equal(3);
  });

  it("names the profile that matched, superseded rules included", () => {
    expect(checkEventHash({ event, eventId: ids["CBV2.0"] })).to.deep.include({ status: "passed" });
    expect(checkEventHash({ event, eventId: ids["CBV2.0"] }).details?.profile).to.equal("CBV 2.0");
    expect(checkEventHash({ event, eventId: ids["CBV2.1"] }).details?.profile).to.contain("2.1");
    expect(checkEventHash({ event, eventId: ids["2025"] }).reason).to.contain("superseded");
    expect(checkEventHash({ event, eventId: ids["2025"] }).status).to.equal("passed");
  });

  it("fails an ID that is another event's under every profile", () => {
    for (const eventId of Object.values(profilesOf(mixed()))) expect(checkEventHash({ event, eventId }).status).to.equal("failed");
    const digitChanged = ids["CBV2.0"].replace(/;[0-9a-f]/, (found) => (found === ";0" ? ";1" : ";0")) as EventId;
    expect(checkEventHash({ event, eventId: digitChanged }).status).to.equal("failed");
  });

  it("tells which profile the author's own event ID follows, as a claim that decides nothing", () => {
    const declared = (eventID: string) => checkEventHash({ event: { ...event, eventID }, eventId: ids["CBV2.0"] });
    expect(declared(ids["2025"]).details?.declaredProfile).to.contain("superseded");
    expect(declared(`ni:///sha-256;${"0".repeat(64)}?ver=CBV2.0`)).to.deep.include({ status: "passed" });
    expect(declared(`ni:///sha-256;${"0".repeat(64)}?ver=CBV2.0`).details?.declaredProfile).to.equal("none that is known");
    expect(declared("urn:uuid:4898a223-216a-4f46-9e18-338ccf6fa3ba").details).to.not.have.property("declaredProfile");
  });
});
