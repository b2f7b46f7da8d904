import { readFileSync } from "node:fs";
import { expect } from "chai";
import { broadcastOf, estimateOf } from "../../src/modules/chain/relayer/node-answers.ts";
import { NEXT, nextState, TRANSACTION_STATES, type Happening, type TransactionState } from "../../src/modules/chain/relayer/states.ts";

const ADR = new URL("../../../docs/adr/0010-relayer.md", import.meta.url);

/** Every row of the table. */
const ROWS = TRANSACTION_STATES.flatMap((state) =>
  Object.entries(NEXT[state]).map(([happening, next]) => ({ state, happening: happening as Happening, next })),
);

describe("the relayer's table of states", () => {
  it("leads back to queued only where no form can take effect any more", () => {
    const back = new Set(ROWS.filter(({ state, next }) => next === "queued" && state !== "queued").map(({ happening }) => happening));
    expect([...back].sort()).to.deep.equal(["asked-again", "overtaken-final", "refused-but-mends"]);
  });

  it("gives a nonce to queued transactions only", () => {
    expect(ROWS.filter(({ happening }) => happening === "signed").map(({ state }) => state)).to.deep.equal(["queued"]);
  });

  it("lets every transaction come to an end", () => {
    const ends = new Set<TransactionState>(["final", "failed"]);
    const reaches = (from: TransactionState, seen: Set<TransactionState>): boolean =>
      ends.has(from) || (!seen.has(from) && Object.values(NEXT[from]).some((next) => reaches(next, new Set([...seen, from]))));
    for (const state of TRANSACTION_STATES) expect(reaches(state, new Set()), state).to.equal(true);
  });

  it("knows what cannot happen", () => {
    expect(() => nextState("final", "signed")).to.throw("a final transaction cannot be signed");
  });

  it("is the one that the decision shows", () => {
    const table = [...readFileSync(ADR, "utf8").matchAll(/^\| (\w+) +\| ([a-z-]+) +\| (\w+) +\|$/gm)].map(([, state, happening, next]) => ({
      state,
      happening,
      next,
    }));
    expect(table).to.deep.equal(ROWS);
  });
});

describe("a node's answer to signed bytes", () => {
  const kindOf = (message: string) => broadcastOf({ error: { code: -32000, message } }).kind;

  it("is accepted, perhaps accepted, refused for now, or refused for good", () => {
    expect(broadcastOf({ result: "0x1" }).kind).to.equal("accepted");
    const words: Record<string, string[]> = {
      accepted: ["already known", "AlreadyKnown", "known transaction: 0x1", "transaction already imported"],
      perhaps: ["nonce too low: next nonce 5, tx nonce 4", "Internal error", "", "upstream timed out"],
      refused: [
        "insufficient funds for gas * price + value",
        "replacement transaction underpriced",
        "txpool is full",
        "nonce too high",
        "rate limit exceeded",
      ],
      never: ["intrinsic gas too low", "exceeds block gas limit", "oversized data", "invalid sender", "transaction type not supported"],
    };
    for (const [kind, messages] of Object.entries(words)) for (const message of messages) expect(kindOf(message), message).to.equal(kind);
  });

  it("tells a call that reverts from a node that cannot say", () => {
    expect(estimateOf({ result: "0x5208" })).to.deep.equal({ gas: 21_000n });
    expect(estimateOf({ error: { code: 3, message: "execution reverted", data: "0x08c379a0" } })).to.deep.equal({ revert: "0x08c379a0" });
    expect(estimateOf({ error: { code: -32000, message: "execution reverted" } })).to.deep.equal({ revert: "0x" });
    expect(estimateOf({ error: { code: -32603, message: "x", data: { data: "0xab" } } })).to.deep.equal({ revert: "0xab" });
    expect(estimateOf({ error: { code: -32000, message: "header not found" } })).to.deep.equal({ message: "header not found" });
  });
});
