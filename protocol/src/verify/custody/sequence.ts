import type { CustodyProof, CustodyStep } from "../../schemas/bundle.ts";
import type { Hex32 } from "../../schemas/primitives.ts";
import { foreignChain, type Run } from "../run.ts";
import { failed, passed, type Finding } from "../step.ts";
import { holderAfter, logOf } from "./step-logs.ts";

/**
 * The steps follow one another without a gap, from the opening on, and each is what the contract logged in the transaction that the bundle
 * names. Every change of a unit uses up one number, so a step left out shows.
 */
export async function checkSequence(run: Run, { unit, steps }: CustodyProof): Promise<Finding> {
  const broken = findBreak(steps);
  if (broken !== undefined) return failed(broken);
  const foreign = await foreignChain(run);
  if (foreign !== undefined) return foreign;
  for (const step of steps) {
    if ((await logOf(run, unit as Hex32, step)) === undefined) {
      return failed(`The contract did not log the step with number ${step.seq} (${step.kind}) as the bundle tells it.`, {
        transaction: step.transactionHash,
      });
    }
  }
  return passed(`All ${steps.length} steps follow one another, and the contract logged each of them.`);
}

function findBreak(steps: readonly CustodyStep[]): string | undefined {
  let holder: string | undefined;
  for (const [position, step] of steps.entries()) {
    if ((step.kind === "opened") !== (position === 0)) return "Custody must begin with the opening of the unit, once.";
    if (step.seq !== Math.max(0, position - 1)) return `Step ${position + 1} has number ${step.seq}: a step is missing or out of order.`;
    const giver = giverOf(step);
    if (giver !== undefined && giver !== holder) return `Step ${position + 1} is by ${giver}, who did not hold the unit.`;
    if (step.kind === "closed" && position !== steps.length - 1) return "Custody goes on after the unit was closed.";
    holder = holderAfter(step, holder);
  }
  return undefined;
}

/** The account that must hold the unit for this step. */
function giverOf(step: CustodyStep): string | undefined {
  if (step.kind === "handed-over" || step.kind === "recovered") return step.from;
  return step.kind === "closed" || step.kind === "withdrawn" ? step.holder : undefined;
}
