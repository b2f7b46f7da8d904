import { build } from "vite";
import { join } from "node:path";
import { runDirectory } from "../../../test/support/resources.ts";

let built: Promise<string> | undefined;

/** Builds the pages once for this run and answers their folder: tests see what a reader gets, never an old build. */
export function builtPages(): Promise<string> {
  built ??= buildInto(join(runDirectory(), "pages-under-test"));
  return built;
}

async function buildInto(outDir: string): Promise<string> {
  await build({
    configFile: new URL("../../vite.config.ts", import.meta.url).pathname,
    logLevel: "error",
    build: { outDir, emptyOutDir: true },
  });
  return outDir;
}
