import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { lastLogLines, lastWords, startChild, type Child } from "./child.ts";
import { callRpc } from "./json-rpc.ts";
import { freePort } from "./ports.ts";
import { waitFor } from "./wait-for.ts";

const PORT_ATTEMPTS = 3;

export interface AnvilOptions {
  logFile: string;
  chainId?: number;
  /** Port to answer on; one that is free when left out. */
  port?: number;
  /** Blocks of an epoch: a block is safe after one epoch, final after two. One by default. */
  slotsInAnEpoch?: number;
  /** More of anvil's own arguments. */
  args?: readonly string[];
  env?: NodeJS.ProcessEnv;
  /** Told of the program as soon as it runs, before it is ready. */
  onStarted?: (child: Child, url: string) => void;
}

export interface Anvil {
  child: Child;
  url: string;
  /** One JSON-RPC call. @throws {RpcError} when anvil refuses it. */
  rpc(method: string, params?: readonly unknown[]): Promise<unknown>;
  stop(): Promise<void>;
}

/**
 * The anvil program: the one that ANVIL_PATH names, that of the npm package, or that of the system.
 *
 * @throws {Error} one sentence that says how to get one.
 */
export function findAnvil(env: NodeJS.ProcessEnv = process.env): string {
  if (env.ANVIL_PATH) return env.ANVIL_PATH;
  const fromPackage = packagedAnvil();
  if (fromPackage !== undefined) return fromPackage;
  try {
    execFileSync("anvil", ["--version"], { stdio: "ignore" });
    return "anvil";
  } catch {
    throw new Error("There is no anvil for this platform: install Foundry, name the program in ANVIL_PATH, or set RPC_URL.");
  }
}

function packagedAnvil(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve(`@foundry-rs/anvil-${process.platform}-${archName()}/package.json`);
    const program = join(dirname(manifest), "bin", process.platform === "win32" ? "anvil.exe" : "anvil");
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

function archName(): string {
  return process.arch === "x64" ? "amd64" : process.arch;
}

/**
 * Starts a development chain on the loopback interface. Transactions are mined at once, one block each.
 *
 * @throws {Error} one sentence when it does not come up.
 */
export async function startAnvil({ logFile, args = [], env = process.env, onStarted, ...options }: AnvilOptions): Promise<Anvil> {
  const { chainId = 31337, slotsInAnEpoch = 1 } = options;
  const command = findAnvil(env);
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    const numbers = { port, "chain-id": chainId, "slots-in-an-epoch": slotsInAnEpoch };
    const fixed = Object.entries(numbers).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const child = await startChild({ name: "anvil", command, args: ["--host", "127.0.0.1", "--quiet", ...fixed, ...args], logFile });
    const url = `http://127.0.0.1:${port}`;
    onStarted?.(child, url);
    try {
      await waitFor(() => child.hasExited() || callRpc(url, "eth_chainId"), { what: "an answer of anvil", deadlineMilliseconds: 60_000 });
      if (child.hasExited()) throw new Error("anvil ended while it started");
      return {
        child,
        url,
        rpc: (method, params) => callRpc(url, method, params, { timeoutMilliseconds: 30_000 }),
        stop: () => child.stop("SIGINT"),
      };
    } catch (error) {
      await child.stop("SIGINT");
      if (attempt < PORT_ATTEMPTS && lastLogLines(logFile).includes("already in use")) continue;
      throw new Error(`anvil did not start (log: ${logFile}): ${lastWords(logFile)}`, { cause: error });
    }
  }
}
