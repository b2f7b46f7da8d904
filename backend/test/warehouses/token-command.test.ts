import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { run } from "../../src/cli/warehouse.ts";
import { DEVELOPMENT_SERVICE_SECRET } from "../../src/config/development-keys.ts";
import { warehouseToken } from "../../src/config/warehouse-token.ts";

const SECRET = "a-secret-of-at-least-thirty-two-characters";

describe("npm run waybill -- warehouse token", () => {
  const say = async (args: string[], env: Record<string, string> = {}) => {
    let [out, problem] = ["", ""];
    const code = await run(args, { env, stdout: { write: (text) => (out += text) }, stderr: { write: (text) => (problem += text) } });
    return { code, out, problem };
  };

  it("prints the token of one warehouse, the same each time, from a variable or a file", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "waybill-secret-")), "secret");
    writeFileSync(file, `${SECRET}\n`);
    const token = warehouseToken(SECRET, "alpha");
    expect(token).to.match(/^wbw_alpha_[A-Za-z0-9_-]{43}$/);
    const env: Record<string, string>[] = [{ SERVICE_SECRET: SECRET }, { SERVICE_SECRET_FILE: file }];
    for (const one of env) expect(await say(["token", "alpha"], one)).to.deep.equal({ code: 0, out: `${token}\n`, problem: "" });
    const both = `${SECRET}\nthe-secret-before-of-thirty-two-characters`;
    expect((await say(["token", "alpha"], { SERVICE_SECRET: both })).out, "of the newest").to.equal(`${token}\n`);
    expect((await say(["token", "beta"], { SERVICE_SECRET: SECRET })).out).to.not.include(token.slice("wbw_alpha_".length));
  });

  it("knows the secret of development there, and none in production", async () => {
    expect((await say(["token", "alpha"])).out).to.equal(`${warehouseToken(DEVELOPMENT_SERVICE_SECRET, "alpha")}\n`);
    const { code, problem } = await say(["token", "alpha"], { WAYBILL_MODE: "production" });
    expect([code, problem]).to.deep.equal([1, "SERVICE_SECRET (or SERVICE_SECRET_FILE) is needed: tokens of warehouses are made of it.\n"]);
  });

  it("says what is wrong in a sentence, and never the secret", async () => {
    for (const args of [[], ["token"], ["token", "Alpha!"], ["token", "alpha", "beta"], ["make", "alpha"]])
      expect((await say(args)).problem).to.include("Usage");
    const short = await say(["token", "alpha"], { SERVICE_SECRET: "short" });
    expect(short).to.include({ code: 1, out: "" });
    expect(short.problem).to.include("32 characters").and.not.include("short\n");
    expect((await say(["token", "alpha"], { SERVICE_SECRET_FILE: "/nowhere" })).problem).to.include("cannot be read");
  });
});
