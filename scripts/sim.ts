import { runSimulation } from "../test/simulation/main.ts";

// What this process started ends with it, in the order that test/support/resources.ts knows; SIGTERM and SIGHUP are that file's own.
process.once("SIGINT", () => process.exit(130));
process.exitCode = await runSimulation(process.argv.slice(2), process.env);
