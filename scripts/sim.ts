import { runSimulation } from "../test/simulation/main.ts";

process.exitCode = await runSimulation(process.argv.slice(2), process.env);
