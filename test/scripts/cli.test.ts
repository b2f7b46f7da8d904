import { expect } from "chai";
import { COMMANDS } from "../../scripts/cli/commands.ts";
import { runCommand } from "../../scripts/cli/run-command.ts";
import { CHROMIUM_MISSING, findChromium, getChromium } from "../support/chromium.ts";

async function type(...words: string[]) {
  const text = { stdout: "", stderr: "" };
  const code = await runCommand(words, {
    stdout: { write: (chunk: string) => (text.stdout += chunk) },
    stderr: { write: (chunk: string) => (text.stderr += chunk) },
    cwd: process.cwd(),
    env: { WAYBILL_HOME: "/nowhere" },
  });
  return { code, ...text };
}

describe("npm run waybill", () => {
  it("lists every command", async () => {
    const { code, stdout } = await type("--help");
    expect(code).to.equal(0);
    for (const { usage } of Object.values(COMMANDS)) expect(stdout).to.contain(`  ${usage}\n`);
  });

  it("refuses a command that there is not, also one that every object has", async () => {
    for (const name of ["frobnicate", "constructor", "__proto__"])
      expect(await type(name)).to.deep.equal({
        code: 2,
        stdout: "",
        stderr: `There is no command "${name}"; npm run waybill -- --help lists them.\n`,
      });
  });

  for (const [name, { usage }] of Object.entries(COMMANDS))
    it(`explains ${name}, and finds its code`, async () => {
      expect((await type(name, "--help")).stdout).to.contain(usage);
      expect(await COMMANDS[name]?.load())
        .to.have.property("run")
        .that.is.a("function");
    });

  it("says that nothing runs where something should", async () => {
    const { code, stderr } = await type("demo");
    expect([code, stderr]).to.deep.equal([1, "No Waybill runs with this home: start one with npm start, or set WAYBILL_HOME.\n"]);
  });
});

describe("the browser for the tests", () => {
  it("is the one that CHROMIUM_PATH names, and no other", () => {
    expect(findChromium({ CHROMIUM_PATH: process.execPath })).to.equal(process.execPath);
    expect(findChromium({ CHROMIUM_PATH: "/nowhere/chromium", PATH: process.env.PATH })).to.equal(undefined);
  });

  it("is asked for in one sentence when there is none", () => {
    expect(() => getChromium({ PATH: "", CHROMIUM_PATH: "/nowhere" })).to.throw(CHROMIUM_MISSING);
  });
});
