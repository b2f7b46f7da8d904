import type { Random } from "../random.ts";
import type { Answer } from "../rpc/call.ts";
import { faultyNode } from "../rpc/faults/all.ts";
import { NO_FAULTS, type Switches } from "../rpc/switches.ts";
import type { ModelBlock } from "./blocks.ts";
import { createModelChain, type ModelChain } from "./chain.ts";
import { CHAIN_ID, FROM_BLOCK } from "./engine.ts";
import { modelNode } from "./node.ts";
import type { ModelPlan, ModelStep } from "./plan.ts";

/** The chain of a run and the node that tells of it, truly or not. */
export interface ModelWorld {
  chain: ModelChain;
  answer: Answer;
  /** What the step does to chain and node; steps for the indexer change nothing here. */
  apply(step: ModelStep): void;
  heal(): void;
}

const MOST_EVENTS = 3;

export function createModelWorld({ finalityBlocks, knowsOrphans, history }: ModelPlan, random: Random): ModelWorld {
  const chain = createModelChain(random.fork("chain"));
  const drawing = random.fork("events");
  const events = (): number => (drawing.chance(0.6) ? drawing.integer(1, MOST_EVENTS) : 0);
  // Nothing of ours is older than the deployment.
  while (chain.head().number < FROM_BLOCK - 1) chain.mine();
  for (let mined = 0; mined < history + 1; mined++) chain.mine(events());

  const switches: Switches = { ...NO_FAULTS };
  /** A second node that did not follow the last reorg; null when there is none. */
  let twin: { blocks: readonly ModelBlock[]; node: Answer } | null = null;
  const turns = random.fork("turns");
  const node = modelNode({ chain, chainId: CHAIN_ID, knowsOrphans });
  const both: Answer = (call) => (twin && turns.chance(0.5) ? twin.node(call) : node(call));
  const faulty = faultyNode(both, switches, { blocks: finalityBlocks }, random.fork("faults"));
  const heal = (): void => {
    Object.assign(switches, NO_FAULTS);
    twin = null;
  };
  return {
    chain,
    answer: faulty.answer,
    heal,
    apply(step) {
      switch (step.kind) {
        case "mine":
          for (let mined = 0; mined < step.blocks; mined++) chain.mine(events());
          return;
        case "reorg":
          // The blocks up to the deployment are everybody's: no chain of ours is without the contract.
          chain.reorg(Math.min(step.depth, chain.head().number - 1), step.length, events);
          return;
        case "rewind":
          chain.rewind(Math.min(step.depth, chain.head().number - 1));
          return;
        case "node":
          Object.assign(switches, step.switches);
          return;
        case "twin": {
          const blocks = [...chain.blocks];
          twin = { blocks, node: modelNode({ chain: { blocks, byHash: chain.byHash }, chainId: CHAIN_ID, knowsOrphans }) };
          return;
        }
        case "heal":
          return heal();
        case "crash":
        case "restart":
          return;
      }
    },
  };
}
