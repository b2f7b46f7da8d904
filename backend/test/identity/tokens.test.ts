import { expect } from "chai";
import { run } from "../../src/cli/token.ts";
import { newToken, parseToken } from "../../src/modules/identity/identity.domain.ts";
import { authenticate } from "../../src/modules/identity/tokens.service.ts";
import { systemRandom } from "../../src/platform/ids.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { accountOf, register, tokenOf } from "../support/organisations.ts";

describe("bearer tokens", () => {
  let backend: TestBackend;
  before(async () => {
    backend = await startTestBackend({ WAYBILL_ROLES: "api" });
    await register(backend, "Farm");
  });
  after(() => backend.stop());

  const manager = () => backend.app.db.dataSource.manager;
  async function cli(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const io = { out: "", err: "" };
    const code = await run(args, {
      stdout: { write: (text: string) => (io.out += text) },
      stderr: { write: (text: string) => (io.err += text) },
      env: { DATABASE_URL: backend.app.config.databaseUrl.reveal() },
    });
    return { code, ...io };
  }

  it("have the form that secret scanners look for, and are stored as a hash only", async () => {
    const token = await tokenOf(backend, accountOf("Farm").address);
    expect(token).to.match(/^waybill_[0-9a-f]{12}_[A-Za-z0-9_-]{43}[0-9a-f]{8}$/);
    const { rows } = await backend.app.db.pool.query<{ row: string }>("SELECT api_tokens::text AS row FROM api_tokens");
    expect(rows.map(({ row }) => row).join()).to.not.include(token.slice(21, 64));
  });

  it("name their organisation until they expire", async () => {
    const token = await tokenOf(backend, accountOf("Farm").address);
    const now = new Date();
    expect((await authenticate(manager(), now, token))?.account).to.equal(accountOf("Farm").address);
    const inTwoYears = new Date(now.getTime() + 2 * 365 * 86_400_000);
    expect(await authenticate(manager(), inTwoYears, token)).to.equal(null);
  });

  it("are worth nothing with any other secret, id or form", async () => {
    const token = await tokenOf(backend, accountOf("Farm").address);
    const other = await tokenOf(backend, accountOf("Farm").address);
    for (const wrong of [
      "",
      "waybill",
      token.slice(0, -1),
      `${token}A`,
      token.slice(0, 21) + other.slice(21),
      newToken(systemRandom).token,
    ])
      expect(await authenticate(manager(), new Date(), wrong), wrong).to.equal(null);
    expect(parseToken("waybill_0123456789AB_".padEnd(64, "x"))).to.equal(null);
  });

  it("note when they were last used", async () => {
    const token = await tokenOf(backend, accountOf("Farm").address);
    await authenticate(manager(), new Date(), token);
    const { rows } = await backend.app.db.pool.query<{ last_used_at: Date | null }>("SELECT last_used_at FROM api_tokens WHERE id = $1", [
      token.slice(8, 20),
    ]);
    expect(rows[0]?.last_used_at).to.be.instanceOf(Date);
  });

  describe("on the command line", () => {
    it("are made for an organisation by its account or its name, and printed alone on standard output", async () => {
      for (const organisation of ["farm", accountOf("Farm").address, accountOf("Farm").address.toLowerCase()]) {
        const { code, out, err } = await cli(organisation);
        expect(code, err).to.equal(0);
        expect((await authenticate(manager(), new Date(), out.trim()))?.account).to.equal(accountOf("Farm").address);
        expect(err).to.include("shown only now").and.not.include(out.trim());
      }
    });

    it("are refused with one sentence for an unknown or ambiguous organisation", async () => {
      expect(await cli("Nobody")).to.deep.include({ code: 1, err: 'No organisation is registered as "Nobody".\n', out: "" });
      await register(backend, "Twin", { name: "Same" });
      await register(backend, "Other twin", { name: "Same" });
      const { code, err } = await cli("Same");
      expect(code).to.equal(1);
      expect(err).to.include(accountOf("Twin").address).and.include(accountOf("Other twin").address);
      expect((await cli()).code).to.equal(1);
    });
  });
});
