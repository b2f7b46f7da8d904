import { findChromium } from "../../test/support/chromium.ts";
import { findAnvil } from "../services/anvil.ts";
import { callRpc } from "../services/json-rpc.ts";
import { reasonOf } from "../start/problem.ts";
import { findRunning } from "../start/running.ts";
import type { CommandIo } from "./command.ts";

interface Finding {
  name: string;
  isGood: boolean;
  text: string;
}

/** `doctor`: one line for each thing that Waybill needs. Exit code 1 when the running installation is not well. */
export async function run(_args: string[], { stdout, env }: CommandIo): Promise<number> {
  const findings = [node(), anvil(env), chromium(env), ...(await running(env))];
  for (const { name, isGood, text } of findings) stdout.write(`  ${isGood ? "✓" : "✗"} ${name}: ${text}\n`);
  return findings.every(({ isGood }) => isGood) ? 0 : 1;
}

function node(): Finding {
  return { name: "Node", isGood: true, text: process.version };
}

function anvil(env: NodeJS.ProcessEnv): Finding {
  try {
    return { name: "anvil", isGood: true, text: findAnvil(env) };
  } catch (error) {
    return { name: "anvil", isGood: Boolean(env.RPC_URL), text: reasonOf(error) };
  }
}

/** Only the tests need a browser, so none is not a fault. */
function chromium(env: NodeJS.ProcessEnv): Finding {
  return { name: "Chromium", isGood: true, text: findChromium(env) ?? "none; only the browser tests need one" };
}

async function running(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const found = findRunning(env);
  if (!found) return [{ name: "Waybill", isGood: true, text: "not running with this home" }];
  return Promise.all([
    examine("Waybill", async () => {
      const response = await fetch(`${found.url}/readyz`, { signal: AbortSignal.timeout(5_000) });
      const text = `${found.url} ${(await response.text()).trim()}`;
      return { isGood: response.ok, text };
    }),
    examine("Chain", async () => ({
      isGood: true,
      text: `block ${Number(await callRpc(found.rpcUrl, "eth_blockNumber"))} at ${found.rpcUrl}`,
    })),
  ]);
}

async function examine(name: string, look: () => Promise<Omit<Finding, "name">>): Promise<Finding> {
  try {
    return { name, ...(await look()) };
  } catch (error) {
    return { name, isGood: false, text: reasonOf(error) };
  }
}
