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

  for (const [name, { summary, usage, details, load }] of Object.entries(COMMANDS)) {
    it(`explains ${name} with its usage, every option and its exit codes, and finds its code`, async () => {
      const words = `Usage: npm run waybill -- ${usage}\n\n${[summary, ...details].join("\n")}\n`;
      for (const ask of [["--help"], ["-h"], ["something", "--help"]])
        expect(await type(name, ...ask)).to.deep.equal({ code: 0, stdout: words, stderr: "" });
      for (const [option] of usage.matchAll(/--[\w-]+/g))
        expect(
          details.some((line) => line.startsWith(`  ${option} `)),
          option,
        ).to.equal(true);
      expect(details.at(-1)).to.match(/^Exit code: 0 /);
      expect(await load())
        .to.have.property("run")
        .that.is.a("function");
    });
  }

  it("explains how a bundle is verified: which node, which contract, and what the exit codes mean", async () => {
    const { stdout } = await type("verify", "--help");
    expect(stdout.split("\n")).to.have.length.greaterThan(8);
    expect(stdout).to.contain("--document  file of a document");
    expect(stdout).to.contain("2 unknown (something could not be checked)");
  });

  it("says that nothing runs where something should", async () => {
    const { code, stderr } = await type("demo");
    expect([code, stderr]).to.deep.equal([
      1,
      "No Waybill runs with this home: start one with npm start, or set WAYBILL_HOME as for npm start.\n",
    ]);
  });

  it("names the home where no database is found, and what to set", async () => {
    const commands = [
      ["token", "Glades Row Farms"],
      ["erase", `0x${"ab".repeat(32)}`],
      ["state-digest"],
      ["resync"],
      ["reproject"],
      ["migrate"],
    ];
    for (const words of commands)
      expect(await type(...words), words[0]).to.deep.equal({
        code: 1,
        stdout: "",
        stderr:
          "No Waybill runs with the home /nowhere: set WAYBILL_HOME as for npm start, or DATABASE_URL to the database of another one.\n",
      });
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
