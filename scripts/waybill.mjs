import { runOnProjectNode } from "./bootstrap.mjs";

await runOnProjectNode("scripts/cli/main.ts", { quiet: true });
