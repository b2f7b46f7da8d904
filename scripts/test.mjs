import { runOnProjectNode } from "./bootstrap.mjs";

await runOnProjectNode("scripts/test/main.ts");
