import { expect } from "chai";
import { seededRandom } from "../../../scripts/bench/indexer/random.ts";
import { bend, type Behaviour, type Counts } from "../../../scripts/bench/indexer/proxy/lies.ts";
import { age, ageAnswer } from "../../../scripts/bench/indexer/proxy/stale.ts";

const HEAD = 100;

describe("the bench's node that lies", () => {
  const logs = (...numbers: number[]) => numbers.map((number) => ({ blockNumber: `0x${number.toString(16)}` }));
  const call = { id: 1, method: "eth_getLogs", params: [{ fromBlock: "0x0", toBlock: "0x64" }] };
  const ask = (behaviour: Behaviour, ...numbers: number[]) => {
    const counts: Counts = { calls: {}, bytes: 0, refused: 0, withheld: 0 };
    return { ...bend(call, { id: 1, result: logs(...numbers) }, behaviour, HEAD, counts, seededRandom(1)), counts };
  };

  it("withholds one log of three, never the first or last, and counts it", () => {
    const { result, counts } = ask({ withholdsLog: true }, 1, 2, 3);
    expect(result).to.deep.equal(logs(1, 3));
    expect(counts.withheld).to.equal(1);
  });

  it("knows nothing of the newest blocks", () => {
    expect(ask({ emptyTipBlocks: 3 }, 96, 97, 98, 100).result).to.deep.equal(logs(96, 97));
  });

  it("refuses what is wider or longer than it allows", () => {
    expect(ask({ mostBlocks: 100 }, 1).error?.message).to.include("max block range 100");
    expect(ask({ mostBlocks: 101 }, 1).error).to.equal(undefined);
    expect(ask({ mostLogs: 2 }, 1, 2, 3).error?.message).to.include("more than 2 results");
  });

  it("is behind in what it calls latest, and has no younger block", () => {
    const stale = { staleBlocks: 20 };
    const latest = { id: 1, method: "eth_getBlockByNumber", params: ["latest", false] };
    expect(age(latest, stale, HEAD, 32).params).to.deep.equal(["0x50", false]);
    expect(ageAnswer(latest, { id: 1, result: { number: "0x51" } }, stale, HEAD).result).to.equal(null);
    expect(ageAnswer(latest, { id: 1, result: { number: "0x50" } }, stale, HEAD).result).to.deep.equal({ number: "0x50" });
  });
});
