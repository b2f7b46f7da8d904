import { expect } from "chai";
import { isConserved, recountCredits, sumOf } from "../../src/credits/recount.ts";
import type { RpcRequest } from "../../src/verify/rpc/json-rpc.ts";
import { BATCH, cancelled, issued, moved, nodeOf, NOBODY, OTHER_BATCH, retired, surrendered, TOKEN } from "../support/credit-logs.ts";

const OWNER = "0x00000000000000000000000000000000000000a1";
const recount = (request: RpcRequest) => recountCredits(request, { token: TOKEN, fromBlock: 1, toBlock: 9 });

/** A thousand grams of which 51 are withheld; 300 passed on, 200 retired, 60 called off, 5 of those given up. */
const LIFE = [
  issued(BATCH, { grams: 1_001n, bufferShare: 500 }),
  moved(NOBODY, OWNER, [[BATCH, 950n]]),
  moved(OWNER, "0x00000000000000000000000000000000000000b2", [[BATCH, 300n]]),
  retired(BATCH, 200n),
  moved(OWNER, NOBODY, [[BATCH, 200n]]),
  cancelled(BATCH, { fromBuffer: 51n, uncovered: 9n }),
  moved(OWNER, NOBODY, [[BATCH, 5n]]),
  surrendered(BATCH, 5n),
];

describe("the count of all grams", () => {
  it("follows from what the token logged: what was issued is held, withheld, retired or called off", async () => {
    const { batches, blockNumber, logs } = await recount(nodeOf(LIFE));
    const accounts = batches.get(BATCH);
    expect(accounts).to.deep.equal({ issued: 1_001n, retired: 200n, cancelled: 56n, buffer: 0n, held: 745n, deficit: 4n });
    expect([batches.size, blockNumber, logs]).to.deep.equal([1, 9, 8]);
    expect(isConserved(accounts!)).to.equal(true);
  });

  it("takes batches apart where they move together, and adds them up again", async () => {
    const both = [
      issued(BATCH, { grams: 10n, bufferShare: 0 }),
      issued(OTHER_BATCH, { grams: 20n, bufferShare: 1 }),
      moved(NOBODY, OWNER, [
        [BATCH, 10n],
        [OTHER_BATCH, 19n],
      ]),
    ];
    const { batches } = await recount(nodeOf(both));
    expect([batches.get(BATCH)?.held, batches.get(OTHER_BATCH)?.held, batches.get(OTHER_BATCH)?.buffer]).to.deep.equal([10n, 19n, 1n]);
    expect(sumOf(batches.values())).to.include({ issued: 30n, held: 29n, buffer: 1n });
  });

  for (const [place, name] of [
    "the issuance",
    "what came to the owner",
    "",
    "the retirement",
    "what left for it",
    "the reversal",
  ].entries()) {
    if (name === "") continue;
    it(`does not add up where a node keeps ${name} to itself`, async () => {
      const { batches } = await recount(nodeOf(LIFE.filter((_, index) => index !== place)));
      expect([...batches.values()].every(isConserved)).to.equal(false);
    });
  }

  it("says in words that the node has no such block", async () => {
    const request: RpcRequest = (method) => Promise.resolve(method === "eth_getLogs" ? [] : null);
    const said = await recount(request).catch((error: unknown) => (error instanceof Error ? error.message : error));
    expect(said).to.equal("this node has no block 9");
  });
});
