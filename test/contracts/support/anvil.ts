import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { once } from "node:events";
import { JsonRpcProvider } from "ethers";
import { freePort } from "../../../scripts/services/ports.ts";

export interface Anvil {
  url: string;
  node: JsonRpcProvider;
  stop(): Promise<void>;
}

/** Well-known keys of the development mnemonic. */
export const DEV = [
  { address: "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", key: "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80" },
  { address: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", key: "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d" },
  { address: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC", key: "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a" },
] as const;

/** The anvil of the environment, of the optional package, or of the system. */
function findAnvil(): string {
  if (process.env.ANVIL_BIN) return process.env.ANVIL_BIN;
  try {
    return createRequire(import.meta.url).resolve("@foundry-rs/anvil-linux-amd64/bin/anvil");
  } catch {
    return "anvil";
  }
}

/** A fresh chain on a free port of this machine. */
export async function startAnvil(...options: string[]): Promise<Anvil> {
  const port = await freePort();
  const child = spawn(findAnvil(), ["--host", "127.0.0.1", "--port", String(port), "--silent", ...options], { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  const node = new JsonRpcProvider(url, 31337, { staticNetwork: true, cacheTimeout: -1, pollingInterval: 50 });
  await ready(child, node);
  return {
    url,
    node,
    async stop() {
      node.destroy();
      if (child.exitCode !== null) return;
      child.kill();
      await once(child, "exit");
    },
  };
}

async function ready(child: ChildProcess, node: JsonRpcProvider): Promise<void> {
  const deadline = Date.now() + 20_000;
  let problem: unknown;
  child.on("error", (error) => (problem = error));
  while (Date.now() < deadline && problem === undefined && child.exitCode === null) {
    if (
      await node.send("eth_blockNumber", []).then(
        () => true,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill();
  throw new Error(`anvil did not start: ${String(problem ?? `exit code ${child.exitCode}`)}`);
}
