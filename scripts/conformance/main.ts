// npm run conformance -- pact: starts a host system of ours behind TLS, goes through the cases of PACT 3.0, and prints how each ended.
import { CONFORMANCE_CASES } from "../../backend/test/exchange/conformance/cases.ts";
import { startHostSystem } from "../../backend/test/exchange/conformance/host-system.ts";
import { releaseResources } from "../../test/support/resources.ts";
import { prepare } from "../test/prepare.ts";

const [name = "pact"] = process.argv.slice(2);
if (name === "pact") process.exitCode = await main();
else {
  console.error(`There are no cases for "${name}": choose pact.`);
  process.exitCode = 2;
}

async function main(): Promise<number> {
  await prepare();
  const system = await startHostSystem();
  let failed = 0;
  try {
    console.log(`PACT 3.0 against ${system.base}\n`);
    for (const { number, rule, check } of CONFORMANCE_CASES) {
      const problem = await check(system).then(
        () => null,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      if (problem !== null) failed++;
      console.log(`${number.padStart(4)}  ${problem === null ? "✓ passed" : "✗ failed"}  ${rule}${problem === null ? "" : `: ${problem}`}`);
    }
    console.log(`\n${CONFORMANCE_CASES.length - failed} passed, ${failed} failed`);
  } finally {
    await system.stop();
    await releaseResources();
  }
  return failed > 0 ? 1 : 0;
}
