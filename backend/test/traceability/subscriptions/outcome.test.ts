import { expect } from "chai";
import { afterSuccess } from "../../../src/modules/traceability/subscriptions/delivery/outcome.ts";
import type { Subscription } from "../../../src/modules/traceability/subscriptions/subscription.ts";
import { minRecordTimeOf } from "../../../src/modules/traceability/subscriptions/subscriptions.views.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 6, 1, 1, minute));
const SUBSCRIPTION: Subscription = {
  ...{ id: "s", queryName: "q", account: "0x1", dest: "https://a.example", secrets: null, schedule: null, reportIfEmpty: false },
  ...{
    epcFormat: "Never_Translates",
    hasProofs: false,
    createdAt: at(0),
    initialRecordTime: null,
    executedAt: null,
    notifiedAt: null,
    state: "active",
  },
  ...{ problem: null, mark: 0n, pageEvents: 100, hasReported: false, dueAt: null, claim: 1n },
};

describe("a subscription whose delivery was taken", () => {
  const taken = (asOf: Date, isLast = true, subscription = SUBSCRIPTION) =>
    minRecordTimeOf(afterSuccess(subscription, { through: 7n, isLast, asOf }, at(30)));

  it("begins its next report with what was recorded since this one was made, not since it was taken", () => {
    expect(taken(at(5))).to.deep.equal(at(5));
  });

  it("claims nothing about events that are still to be sent", () => {
    expect(taken(at(5), false)).to.deep.equal(at(0));
  });

  it("never goes back behind what it has reported", () => {
    expect(taken(at(5), true, { ...SUBSCRIPTION, executedAt: at(10) })).to.deep.equal(at(10));
    expect(taken(new Date(0))).to.deep.equal(at(0));
  });
});
