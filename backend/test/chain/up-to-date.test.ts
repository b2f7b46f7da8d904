import { expect } from "chai";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { Client } from "pg";
import { createChainQueries } from "../../src/modules/chain/chain.queries.ts";
import type { FeedState } from "../../src/modules/chain/indexer/cursor.store.ts";
import { ProblemError } from "../../src/platform/errors.ts";
import { placeCursor } from "../support/chain-read.ts";
import { createMigratedDatabase } from "../support/databases.ts";

const NOBODY = `0x${"11".repeat(20)}` as Address;

describe("whether an account may act, when the read model does not have it", () => {
  let client: Client;
  before(async () => {
    client = new Client({ connectionString: (await createMigratedDatabase()).url });
    await client.connect();
  });
  after(() => client.end());

  const tx = { query: async <Rows>(sql: string, parameters?: unknown[]) => (await client.query(sql, parameters)).rows as Rows };
  const queries = createChainQueries({} as never, {} as never);
  const answer = (account = NOBODY) =>
    queries.mayAct({ tx } as never, account, "statements:capture").catch((error: unknown) => {
      expect(error).to.be.instanceOf(ProblemError);
      const { problem, headers } = error as ProblemError;
      return [problem.code, headers["Retry-After"]].join(" ");
    });

  const place = (state: FeedState, head?: number) => placeCursor(client, state, head);

  it("is not known before the first block, nor while rows are missing or more is on chain", async () => {
    expect(await answer(), "nothing read").to.equal("platform.chain-not-read 5");
    for (const state of ["loading", "incomplete", "halted", "foreign"] as const) {
      await place(state);
      expect(await answer(), state).to.equal("platform.chain-not-read 5");
    }
    await place("ready", 8);
    expect(await answer(), "a block ahead").to.equal("platform.chain-not-read 5");
  });

  it("is not known of anybody while the model is made anew; a block that is on its way does not make it so", async () => {
    const isWhole = () => queries.isWhole({ tx } as never);
    await client.query("DELETE FROM chain_cursor");
    expect(await isWhole(), "nothing read").to.equal(false);
    for (const state of ["loading", "incomplete", "halted", "foreign"] as const) {
      await place(state);
      expect(await isWhole(), state).to.equal(false);
    }
    await place("behind");
    expect(await isWhole(), "behind").to.equal(true);
    await place("ready", 8);
    expect(await isWhole(), "a block ahead").to.equal(true);
  });

  it("is a no once everything was read, and at once for one that was revoked", async () => {
    for (const state of ["ready", "behind"] as const) {
      await place(state);
      expect(await answer(), state).to.equal(false);
    }
    await place("loading");
    await client.query(
      `INSERT INTO actor_changes (block_number, log_index, account, kind, roles, profile_hash, timestamp, transaction_hash)
       VALUES (1, 0, $1, 'registered', 1, '0x00', 1, '0x00'), (1, 1, $1, 'revoked', NULL, NULL, 1, '0x00')`,
      [NOBODY],
    );
    expect(await answer()).to.equal(false);
  });
});
