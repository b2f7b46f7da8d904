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
    expect(withRunning({ WAYBILL_HOME: home })).not.to.have.any.keys("CHAIN_ID", "INDEX_FILE");
  });
});
