import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { withRunning, writeRunning } from "../../scripts/start/running.ts";

describe("what commands know of the running installation", () => {
  const home = mkdtempSync(join(tmpdir(), "waybill-running-"));
  after(() => rmSync(home, { recursive: true }));

  it("is all that names its chain and its feeds, and gives way to what the environment says", () => {
    const running = { databaseUrl: "postgres://here", rpcUrl: "http://node", deploymentFile: "deployment.json", url: "http://waybill" };
    writeRunning(home, { ...running, chainId: 1337, indexFile: "feeds.json" });
    const { CHAIN_ID, INDEX_FILE, RPC_URL } = withRunning({ WAYBILL_HOME: home, RPC_URL: "http://other" });
    expect([CHAIN_ID, INDEX_FILE, RPC_URL]).to.deep.equal(["1337", "feeds.json", "http://other"]);
    writeRunning(home, running);
    expect(withRunning({ WAYBILL_HOME: home })).not.to.have.any.keys("CHAIN_ID", "INDEX_FILE", "DATABASE_OWNER_URL");
  });

  it("is the owner of its database, unless another database is named", () => {
    const databaseOwnerUrl = "postgres://owner@here";
    const running = { databaseUrl: "postgres://here", rpcUrl: "http://node", deploymentFile: "deployment.json", url: "http://waybill" };
    writeRunning(home, { ...running, databaseOwnerUrl });
    expect(withRunning({ WAYBILL_HOME: home })).to.include({ DATABASE_OWNER_URL: databaseOwnerUrl });
    expect(withRunning({ WAYBILL_HOME: home, DATABASE_URL: "postgres://there" })).not.to.have.any.keys("DATABASE_OWNER_URL");
    expect(withRunning({ WAYBILL_HOME: home, DATABASE_URL_FILE: "there" })).not.to.have.any.keys("DATABASE_OWNER_URL");
  });
});
