import { readFileSync } from "node:fs";
import type { FeedView } from "@waybill/protocol/schemas/api/chain-status";
import { findChromium } from "../../test/support/chromium.ts";
import { findAnvil } from "../services/anvil.ts";
import { callRpc } from "../services/json-rpc.ts";
import { reasonOf } from "../start/problem.ts";
import { findRunning, type RunningFile } from "../start/running.ts";
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
  if (!found)
    return [
      {
        name: "Waybill",
        isGood: true,
        text: `not running with the home ${env.WAYBILL_HOME || ".waybill"}; set WAYBILL_HOME as for npm start`,
      },
    ];
  return Promise.all([
    examine("Waybill", async () => {
      const response = await fetch(`${found.url}/readyz`, { signal: AbortSignal.timeout(5_000) });
      const text = `${found.url} ${(await response.text()).trim()}`;
      return { isGood: response.ok, text };
    }),
    examine("Chain", async () => {
      const [block, id] = [await callRpc(found.rpcUrl, "eth_blockNumber"), await callRpc(found.rpcUrl, "eth_chainId")];
      return { isGood: true, text: `block ${Number(block)} of chain ${Number(id)} at ${found.rpcUrl}` };
    }),
    examine("Contract", () => contract(found)),
    examine("Feeds", () => feeds(found.url)),
  ]);
}

async function contract({ rpcUrl, deploymentFile }: RunningFile): Promise<Omit<Finding, "name">> {
  const { chainId, supplyChain } = JSON.parse(readFileSync(deploymentFile, "utf8")) as { chainId: number; supplyChain: string };
  const isThere = (await callRpc(rpcUrl, "eth_getCode", [supplyChain, "latest"])) !== "0x";
  return { isGood: isThere, text: `${supplyChain} on chain ${chainId}, as deployed; the node ${isThere ? "has" : "does not have"} it` };
}

/** What is read of the chain, and whether a process with the role `indexer` does it. */
async function feeds(url: string): Promise<Omit<Finding, "name">> {
  const response = await fetch(`${url}/api/chain/feeds`, { signal: AbortSignal.timeout(5_000) });
  const { items } = (await response.json()) as { items: FeedView[] };
  const lines = items.map(({ name, state, indexed, isFollowed }) => {
    const place = indexed === null ? "" : ` at block ${indexed.number}`;
    return `${name} is ${state}${place}${isFollowed ? "" : ", and no process follows it"}`;
  });
  return { isGood: items.every(({ state, isFollowed }) => state === "ready" && isFollowed), text: lines.join("; ") };
}

async function examine(name: string, look: () => Promise<Omit<Finding, "name">>): Promise<Finding> {
  try {
    return { name, ...(await look()) };
  } catch (error) {
    return { name, isGood: false, text: reasonOf(error) };
  }
}
