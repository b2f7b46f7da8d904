import { expect } from "chai";
import type { FeedState } from "@waybill/protocol/schemas/api/chain-status";
import type { ChainStatus } from "@waybill/protocol/schemas/api/system";
import { delaysOf } from "../src/features/chain/model/delays.ts";
import { readChainFilters } from "../src/features/chain/model/filters.ts";
import { verdictOf } from "../src/features/chain/model/verdict.ts";
import { readableWei } from "../src/lib/wei.ts";
import { feedOf } from "./fixtures/engine.ts";

const status = (changes: Partial<ChainStatus> = {}): ChainStatus =>
  ({ indexed: {}, lagBlocks: 0, foreign: false, reachable: true, ...changes }) as ChainStatus;
const kindOf = (changes: Partial<ChainStatus>, ...states: FeedState[]) =>
  verdictOf(
    status(changes),
    states.map((state) => feedOf({ state, name: state })),
  ).kind;

describe("the verdict on the chain page", () => {
  it("is that all is read only when node and every feed say so", () => {
    expect(kindOf({}, "ready")).to.equal("up-to-date");
    expect(kindOf({ lagBlocks: 3 }, "ready", "ready")).to.equal("up-to-date");
    expect(kindOf({ lagBlocks: 4 }, "ready")).to.equal("late");
    expect(kindOf({ indexed: null }, "loading")).to.equal("nothing-read");
  });

  it("names the worst first, whatever else is wrong", () => {
    expect(kindOf({ reachable: false }, "ready", "loading", "halted")).to.equal("halted");
    expect(kindOf({ foreign: true }, "incomplete")).to.equal("incomplete");
    expect(kindOf({ foreign: true, lagBlocks: 9 }, "loading")).to.equal("foreign");
    expect(kindOf({}, "foreign", "behind")).to.equal("foreign");
    expect(kindOf({ reachable: false }, "behind")).to.equal("unreachable");
    expect(kindOf({ lagBlocks: 9 }, "loading", "behind")).to.equal("behind");
  });

  it("names a feed that nobody follows, unless something worse is known", () => {
    expect(verdictOf(status(), [feedOf({ isFollowed: false })]).kind).to.equal("unfollowed");
    expect(verdictOf(status({ reachable: false }), [feedOf({ isFollowed: false })]).kind).to.equal("unreachable");
  });

  it("says which feed it is about", () => {
    expect(
      verdictOf(status(), [feedOf(), feedOf({ name: "other", state: "incomplete", reason: "Two logs are missing." })]).feed?.name,
    ).to.equal("other");
  });
});

describe("figures of the chain page", () => {
  it("an amount is shown in the unit in which it reads well", () => {
    expect(readableWei("0")).to.deep.equal({ unit: "wei", value: 0 });
    expect(readableWei("999999")).to.deep.equal({ unit: "wei", value: 999_999 });
    expect(readableWei("1000000")).to.deep.equal({ unit: "gwei", value: 0.001 });
    expect(readableWei("1500000000")).to.deep.equal({ unit: "gwei", value: 1.5 });
    expect(readableWei("99999000000000")).to.deep.equal({ unit: "gwei", value: 99_999 });
    expect(readableWei("100000000000000")).to.deep.equal({ unit: "ETH", value: 0.0001 });
    expect(readableWei("10000000000000000000000")).to.deep.equal({ unit: "ETH", value: 10_000 });
  });

  it("a delay is never negative, and unknown without both its ends", () => {
    const included = { capturedAt: "2026-04-17T10:00:00Z", includedAt: "2026-04-17T10:00:30Z", finalAt: null };
    expect(delaysOf(included)).to.deep.equal({ toBlockSeconds: 30, toFinalSeconds: null });
    expect(delaysOf({ ...included, capturedAt: "2026-04-17T10:00:31Z", finalAt: "2026-04-17T10:12:30Z" })).to.deep.equal({
      toBlockSeconds: 0,
      toFinalSeconds: 720,
    });
  });

  it("an address that makes no sense is read as far as it does", () => {
    expect(readChainFilters({ show: "reorgs", state: "open", feed: "event_anchor" })).to.deep.equal({
      show: "reorgs",
      state: "open",
      feed: "event_anchor",
    });
    expect(readChainFilters({ show: "nothing", state: 7, feed: null })).to.deep.equal({});
  });
});
