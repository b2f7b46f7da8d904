import { expect } from "chai";
import { signingFailureOf } from "../../src/features/wallet/model/signing-failure.ts";

describe("reasons of a wallet that does not sign", () => {
  for (const [code, failure] of [
    [4001, "refused"],
    ["ACTION_REJECTED", "refused"],
    [4100, "locked"],
    [-32002, "already-asked"],
    [4902, "wrong-network"],
    [4200, "unsupported"],
    [4900, "disconnected"],
  ] as const) {
    it(`reads code ${code} as ${failure}`, () => {
      expect(signingFailureOf(Object.assign(new Error("wallet"), { code }))).to.equal(failure);
    });
  }

  it("finds the code below the errors that libraries wrap around it", () => {
    const wallet = Object.assign(new Error("denied"), { code: 4001 });
    expect(signingFailureOf(new Error("outer", { cause: new Error("middle", { cause: wallet }) }))).to.equal("refused");
  });

  it("calls everything else a failure, and survives an error that is its own cause", () => {
    const circular: { cause?: unknown } = {};
    circular.cause = circular;
    expect([signingFailureOf(circular), signingFailureOf("text"), signingFailureOf(undefined)]).to.deep.equal([
      "failed",
      "failed",
      "failed",
    ]);
  });
});
