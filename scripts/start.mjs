import { runOnProjectNode } from "./bootstrap.mjs";

await runOnProjectNode("scripts/start/main.ts");
