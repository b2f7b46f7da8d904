import { expect } from "chai";
import { createDatabase, startPostgres } from "../../../test/support/postgres.ts";
import { startBackend, type Backend } from "../../src/composition.ts";
import { testConfig } from "../support/backend.ts";
import { createFakeChain, createFakeCustody } from "../support/fake-chain.ts";
import { waitFor } from "../support/wait-for.ts";

describe("a database that fails", () => {
  let backend: Backend;
  let name: string;
  beforeEach(async () => {
    const database = await createDatabase();
    name = database.name;
    backend = await startBackend(testConfig(database.url), { chain: createFakeChain(), custody: createFakeCustody() });
  });
  afterEach(() => backend.stop());

  const get = (path: string) => fetch(`${backend.url}${path}`);
  async function administer(sql: string): Promise<void> {
    const { Client } = await import("pg");
    const client = new Client({ connectionString: (await startPostgres()).url("postgres") });
    await client.connect();
    await client.query(sql);
    await client.end();
  }
  const cut = () => administer(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);

  it("by cutting every connection costs at most a few retryable answers", async () => {
    for (let round = 0; round < 3; round++) {
      await cut();
      const answers = await Promise.all(Array.from({ length: 10 }, () => get("/api/actors")));
      for (const { status } of answers) expect(status).to.be.oneOf([200, 503]);
      await waitFor("recovery", async () => ((await get("/api/actors")).ok ? true : undefined));
    }
    expect((await get("/livez")).status).to.equal(200);
  });

  it("by refusing connections makes requests answer 503 with the time to wait, and comes back by itself", async () => {
    await administer(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await cut();
    const answer = await waitFor("a refusal", async () => {
      const one = await get("/api/actors");
      return one.ok ? undefined : one;
    });
    expect(answer.status).to.equal(503);
    expect(Number(answer.headers.get("retry-after"))).to.be.greaterThan(0);
    expect(await answer.json()).to.include({ code: "platform.unavailable", retryable: true });
    expect((await get("/readyz")).status).to.equal(503);
    expect((await get("/livez")).status).to.equal(200);
    await administer(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    await waitFor("recovery", async () => ((await get("/api/actors")).ok ? true : undefined));
  });
});
