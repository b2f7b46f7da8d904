import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runChild } from "../../services/child.ts";

const SOURCES = join(import.meta.dirname, "peers");

/**
 * Installs SQD and Ponder in the cache folder, in the versions of package.json; does nothing when they are there.
 *
 * Versions are fixed since tags mislead: Ponder's `latest`, 1.0.0, is release 0.10 under another number.
 *
 * @throws {Error} one sentence when npm cannot.
 */
export async function installPeers(cacheFolder: string): Promise<void> {
  const wanted = readFileSync(join(SOURCES, "package.json"), "utf8");
  const stamp = join(cacheFolder, "installed.json");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(join(cacheFolder, "package.json"), wanted);
  await run(cacheFolder, "npm", ["install", "--no-audit", "--no-fund"], cacheFolder);
  writeFileSync(stamp, wanted);
}

/**
 * Builds Envio's program in the cache folder; does nothing when it is there. Needs `installPeers` first.
 *
 * @throws {Error} one sentence when it cannot be installed or built.
 */
export async function installEnvio(cacheFolder: string): Promise<void> {
  const app = join(cacheFolder, "envio");
  const stamp = join(app, "built");
  if (existsSync(stamp)) return;
  rmSync(app, { recursive: true, force: true });
  cpSync(join(SOURCES, "envio"), app, { recursive: true });
  const pnpm = join(cacheFolder, "node_modules/.bin/pnpm");
  await run(cacheFolder, pnpm, ["install", "--ignore-scripts", "--ignore-workspace", "--no-frozen-lockfile"], app);
  const native = join(app, "node_modules/envio-linux-x64/bin/envio");
  await run(cacheFolder, existsSync(native) ? native : join(app, "node_modules/.bin/envio"), ["codegen"], app);
  readEnvironment(join(app, "generated/src"));
  writeFileSync(stamp, "");
}

/** The tool writes chain and node into its code; a bench has other ones each time. */
function readEnvironment(folder: string): void {
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".res.js"))) {
    const path = join(folder, name);
    const code = readFileSync(path, "utf8");
    const changed = code
      .replaceAll(/"http:\/\/rpc\.placeholder\.invalid\/?"/g, "process.env.BENCH_RPC")
      .replaceAll(/\b700000001\b/g, "Number(process.env.BENCH_CHAIN)");
    if (changed !== code) writeFileSync(path, changed);
  }
}

function run(cacheFolder: string, command: string, args: string[], cwd: string): Promise<void> {
  const paths = [dirname(process.execPath), join(cacheFolder, "node_modules/.bin"), process.env.PATH];
  // Tools behave as on a person's machine, whoever runs this; npm's own settings pass through.
  const env = { ...process.env, PATH: paths.join(":"), CI: "1", NODE_ENV: "development" };
  return runChild({
    name: `Installing the bench's peers (${args[0]})`,
    command,
    args,
    cwd,
    env,
    logFile: join(cacheFolder, "install.log"),
  });
}
