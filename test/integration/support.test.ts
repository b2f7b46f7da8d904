import { expect } from "chai";
import { withClient } from "../../scripts/services/postgres.ts";
import { mine, startAnvil } from "../support/anvil.ts";
import { createDatabase, startPostgres } from "../support/postgres.ts";

describe("test support", () => {
  it("gives every caller a database of its own on the one server of the run", async () => {
    const [first, second] = [await createDatabase(), await createDatabase()];
    await withClient(first.url, (client) => client.query("CREATE TABLE mine (id int)"));
    const { rows } = await withClient(second.url, (client) =>
      client.query<{ table: string | null }>("SELECT to_regclass('mine') AS table"),
    );
    expect(rows[0]?.table).to.equal(null);
    expect(await startPostgres()).to.equal(await startPostgres());
  });

  it("copies a database that nobody is connected to", async () => {
    const template = await createDatabase();
    await withClient(template.url, (client) => client.query("CREATE TABLE copied AS SELECT 7 AS id"));
    const copy = await createDatabase(template.name);
    const { rows } = await withClient(copy.url, (client) => client.query<{ id: number }>("SELECT id FROM copied"));
    expect(rows).to.deep.equal([{ id: 7 }]);
  });

  it("gives every caller a chain of its own that calls a block final after two more", async () => {
    const [first, second] = [await startAnvil(), await startAnvil()];
    await mine(first, 3);
    expect(await first.rpc("eth_blockNumber")).to.equal("0x3");
    expect(await second.rpc("eth_blockNumber")).to.equal("0x0");
    expect(await first.rpc("eth_getBlockByNumber", ["finalized", false])).to.include({ number: "0x1" });
  });
});
