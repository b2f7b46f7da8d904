import { reorgView } from "@waybill/protocol/schemas/api/chain-status";
import { expect } from "chai";
import { MAIN_FEED } from "../../src/modules/chain/feeds.views.ts";
import { listReorgs } from "../../src/modules/chain/reorgs.views.ts";

describe("the list of reorganisations", () => {
  it("says that nothing was kept where not even the first block is shared", async () => {
    const row = {
      id: "1",
      seen_at: new Date(0),
      ancestor_number: "-1",
      from_number: "24",
      from_hash: Buffer.alloc(32, 1),
      to_number: "3",
      logs_removed: 9,
      logs_added: 0,
      below_final: false,
    };
    const answers: unknown[][] = [[{ table: "chain_reorgs" }], [row]];
    const tx = { query: () => Promise.resolve(answers.shift()) };
    const { items } = await listReorgs({ tx } as never, MAIN_FEED, { after: null, limit: 1 });
    const { ancestor, depth } = reorgView.parse(items[0]);
    expect([ancestor, depth]).to.deep.equal([null, 25]);
  });
});
