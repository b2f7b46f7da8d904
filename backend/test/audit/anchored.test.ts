import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditEntryView } from "@waybill/protocol/schemas/api/audit";
import { expect } from "chai";
import { run } from "../../../scripts/cli/audit.ts";
import { record } from "../../src/platform/audit.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { addJob } from "../../src/platform/jobs.ts";
import { issueToken } from "../../src/modules/identity/tokens.service.ts";
import { startChainBackend, type ChainBackend } from "../support/chain-backend.ts";
import { KEYS, startChainWorld, type ChainWorld } from "../support/chain-world.ts";
import { waitFor } from "../support/wait-for.ts";

/** More blocks than it takes until one is final. */
const UNTIL_FINAL = 80;

describe("the audit log on chain", () => {
  let world: ChainWorld;
  let backend: ChainBackend;
  let folder: string;
  before(async () => {
    world = await startChainWorld();
    backend = await startChainBackend(world);
    folder = mkdtempSync(join(tmpdir(), "waybill-audit-"));
  });
  after(async () => {
    await backend.stop();
    await world.stop();
  });

  const audit = (...args: string[]) => auditAt(backend.url, ...args);
  async function auditAt(server: string, ...args: string[]) {
    const said = { out: "", err: "" };
    const sink = (name: keyof typeof said) => ({ write: (text: string) => ((said[name] += text), true) });
    const env = { DATABASE_URL: backend.app.config.databaseUrl.reveal(), WAYBILL_URL: server };
    const code = await run(args, { stdout: sink("out"), stderr: sink("err"), cwd: folder, env } as never);
    return { code, ...said };
  }
  const verify = (file: string, ...more: string[]) => audit("verify", "--dump", file, "--rpc", world.anvil.url, ...more);

  /** Has a checkpoint made, and waits until the newest entry's is final on chain. */
  async function anchor(): Promise<void> {
    const { app } = backend;
    const token = await issueToken(
      { tx: app.db.dataSource.manager, clock: app.clock, random: app.random },
      world.caller.addressOf(KEYS.alice),
      { scopes: ["audit"] },
    );
    await addJob({ tx: app.db.dataSource.manager }, "audit:checkpoint", {});
    const newest = async () => {
      const answer = await fetch(`${backend.url}/api/audit?limit=1`, { headers: { Authorization: `Bearer ${token.token}` } });
      return ((await answer.json()) as { items: AuditEntryView[] }).items[0]?.anchor;
    };
    await waitFor("the checkpoint on chain", async () => (await newest()) ?? undefined);
    await world.mine(UNTIL_FINAL);
    await waitFor("its finality", async () => ((await newest())?.finality === "final" ? true : undefined));
  }

  it("is proven by a dump and a node alone, as final as the chain is", async () => {
    // Some readers of lines end them at these, too.
    const subject = "between\u2028two\u2029lines";
    await inTransaction(backend.app, async (ctx) => record(ctx, { action: "link.added", by: "system", subject }));
    await anchor();
    expect(await audit("export", "--out", "first.txt")).to.include({ code: 0 });
    const { code, out } = await verify("first.txt");
    expect(out)
      .to.include("✓ VERIFIED")
      .and.include("All 1 checkpoints are on chain")
      .and.include("Final: the chain will undo no checkpoint");
    expect(code).to.equal(0);
  });

  it("lets the chain tell that the end of a dump was cut off, and when", async () => {
    await fetch(`${backend.url}/api/exchange/partners`, { headers: { Authorization: "Bearer nobody" } });
    await waitFor("the refusal", async () => {
      const { rows } = await backend.app.db.pool.query("SELECT FROM audit_entries WHERE action = 'access.refused'");
      return rows.length > 0 ? true : undefined;
    });
    // A checkpoint that is made while the log is read is no sign of a log that was cut off.
    const slow = createServer(async (_request, response) => {
      const head = await backend.get("/api/audit/heads");
      await anchor();
      response.end(JSON.stringify(head.body));
    });
    await once(slow.listen(0, "127.0.0.1"), "listening");
    const at = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
    const meanwhile = await auditAt(at, "verify", "--rpc", world.anvil.url);
    await once(slow.close(), "close");
    expect(meanwhile.out).to.include("✓ VERIFIED");
    const old = await verify("first.txt");
    expect(old.code).to.equal(1);
    expect(old.out).to.include("The chain has 1 checkpoint that the dump lacks").and.include("rows behind checkpoint 1");
    expect((await verify("first.txt", "--until", "2020-01-01T00:00:00Z")).code).to.equal(0);
    expect(await audit("export", "--out", "second.txt")).to.include({ code: 0 });
    expect((await verify("second.txt")).code).to.equal(0);
  });

  it("names the row that somebody changed", async () => {
    const text = readFileSync(join(folder, "second.txt"), "utf8");
    writeFileSync(join(folder, "changed.txt"), text.replace('"outcome":"refused"', '"outcome":"done"'));
    const { code, out } = await verify("changed.txt");
    expect(code).to.equal(1);
    expect(out).to.match(/row access 1 was changed: it does not hash to what it says/);
  });

  it("is none of the statements: the anchor of a checkpoint stands beside theirs as what it is", async () => {
    await world.caller.write(KEYS.alice, "anchor", [`0x${"77".repeat(32)}`]);
    const kinds = await waitFor("somebody else's batch", async () => {
      const { body } = await backend.get<{ items: { batch: unknown; isCheckpoint: boolean }[] }>("/api/anchors");
      const foreign = body.items.filter(({ batch }) => batch === null);
      return foreign.length === 3 ? foreign.map(({ isCheckpoint }) => isCheckpoint) : undefined;
    });
    expect(kinds).to.deep.equal([false, true, true]);
  });

  it("says what it was not told", async () => {
    expect((await audit("verify", "--dump", "first.txt")).err).to.match(/Give the address of a node/);
    // It has no room.
    expect((await audit("export", "--out", "/dev/full")).code).to.equal(2);
    expect((await audit("prove")).code).to.equal(3);
    expect((await verify("none.txt")).code).to.not.equal(0);
    expect((await verify("first.txt", "--author", "me")).code).to.equal(3);
  });
});
