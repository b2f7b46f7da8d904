import { globSync } from "node:fs";
import { expect } from "chai";
import { ROOT } from "../../scripts/start/root.ts";
import { allSuites, isCalled, type Suite } from "../../scripts/test/suites.ts";

const suites = allSuites().filter(({ line }) => line.args[0]?.includes("mocha"));

/** Files that mocha finds for a suite. */
function filesOf({ line }: Suite): string[] {
  const [patterns, ignored] = [line.args.slice(1), "--ignore="];
  const exclude = patterns.filter((word) => word.startsWith(ignored)).map((word) => word.slice(ignored.length));
  return globSync(
    patterns.filter((word) => !word.startsWith(ignored)),
    { cwd: ROOT, exclude },
  );
}

describe("the suites", () => {
  it("hold every test file of mocha's, each exactly once", () => {
    // Hardhat runs the tests of the contracts.
    const exclude = ["**/node_modules/**", "test/contracts/**"];
    const all = globSync("{backend,frontend,protocol,scripts,test}/**/*.test.ts", { cwd: ROOT, exclude });
    expect(suites.flatMap(filesOf).sort()).to.deep.equal(all.sort());
  });

  it("are called by their own name, or several by that of the part they belong to", () => {
    const called = (name: string) => suites.filter((suite) => isCalled(suite, name)).map((suite) => suite.name);
    expect(called("protocol")).to.deep.equal(["protocol"]);
    expect(called("backend:chain")).to.deep.equal(["backend:chain"]);
    expect(called("backend")).to.deep.equal(["backend:rest", "backend:chain", "backend:traceability", "backend:orders"]);
    expect(called("back")).to.deep.equal([]);
  });
});
