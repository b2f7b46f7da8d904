import { setTimeout as pause } from "node:timers/promises";
import type { Anvil } from "../../../scripts/services/anvil.ts";
import { waitFor } from "../../../scripts/services/wait-for.ts";
import type { Finding } from "../checker/findings.ts";
import type { Random } from "../random.ts";
import type { RpcProxy } from "../rpc-proxy.ts";
import type { History } from "./client/history.ts";
import type { Cluster } from "./cluster.ts";
import type { DatabaseServer } from "./database-server.ts";
import type { Plan, Step } from "./plan.ts";
import { findRefusal } from "./refusal.ts";
import { reorg } from "./reorg.ts";
import { runCommand } from "./run-command.ts";
import type { SmallDisk } from "./small-disk.ts";

export interface NemesisParts {
  anvil: Anvil;
  /** A node without contracts that the proxy can be pointed at. */
  pointAtEmpty(isEmpty: boolean): void;
  proxy: RpcProxy;
  server: DatabaseServer;
  cluster: Cluster;
  history: History;
  random: Random;
  apiUrl: string;
  /** What the processes are told, for the operator's commands. */
  environment: NodeJS.ProcessEnv;
  disk: SmallDisk | null;
}

/** Clients that are stuck behind a fault must not keep the next one from coming. */
const LONGEST_STEP_MILLISECONDS = 1_500;

/** A process that is told to die at a point gets there within this, or never. */
const DYING_MILLISECONDS = 20_000;

/**
 * Brings one fault after the other over a run, paced by what the clients get done. Everything is whole again when it resolves.
 *
 * @returns what did not go as a step says that it must
 */
export async function runNemesis(plan: Plan, parts: NemesisParts): Promise<Finding[]> {
  const findings: Finding[] = [];
  let end: () => Promise<void> | void = () => undefined;
  for (const { step, afterCalls } of plan.steps) {
    await calls(parts.history, afterCalls);
    await end();
    end = await begin(step, parts, findings);
  }
  await calls(parts.history, 5);
  await end();
  await parts.proxy.heal();
  return findings;
}

async function calls(history: History, count: number): Promise<void> {
  const [goal, deadline] = [history.finished() + count, Date.now() + LONGEST_STEP_MILLISECONDS];
  while (history.finished() < goal && Date.now() < deadline) await pause(20);
}

/** Does what the step says, and answers how it is undone. */
async function begin(step: Step, parts: NemesisParts, findings: Finding[]): Promise<() => Promise<void> | void> {
  const { anvil, pointAtEmpty, proxy, server, cluster, random } = parts;
  const nothing = (): void => undefined;
  switch (step.kind) {
    case "reorg":
      await reorg(anvil, step.depth, step.keptShare, random);
      return nothing;
    case "mine":
      await anvil.rpc("anvil_mine", [`0x${step.blocks.toString(16)}`]);
      return nothing;
    case "node":
      Object.assign(proxy.switches, step.switches);
      return step.isLasting ? nothing : () => proxy.heal();
    case "heal-node":
      await proxy.heal();
      return nothing;
    case "cut-node":
      proxy.cutAll();
      return nothing;
    case "empty-node":
      pointAtEmpty(true);
      proxy.cutAll();
      return () => {
        pointAtEmpty(false);
        proxy.cutAll();
      };
    case "kill":
      cluster.kill(step.member);
      return nothing;
    case "freeze":
      cluster.freeze(step.member);
      return step.isLasting ? nothing : () => cluster.resume(step.member);
    case "wake":
      cluster.resume(step.member);
      return nothing;
    case "crash":
      await cluster.crashAt(step.member, step.point);
      return nothing;
    case "await-crash":
      await waitFor(() => !cluster.isDoomed(step.member), {
        what: `the end of ${step.member} at its point`,
        deadlineMilliseconds: DYING_MILLISECONDS,
      }).catch(() => findings.push(`${step.member} never passed the point at which it was to die`));
      return nothing;
    case "command":
      findings.push(...(await runCommand(step, parts.environment)));
      return nothing;
    case "disk-full":
      parts.disk?.fill();
      findings.push(...(await findRefusal(parts)));
      return () => parts.disk?.free();
    case "postgres":
      await server.restart(step.signal);
      return nothing;
    case "line":
      if (step.how === "slow") server.line.setLatency(30);
      else server.line[step.how]();
      return () => server.line.restore();
  }
}
