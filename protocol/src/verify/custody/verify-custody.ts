import { isAddressEqual } from "viem/utils";
import { unitOf } from "../../hashing/unit.ts";
import type { CustodyProof } from "../../schemas/bundle.ts";
import type { Address, Hex32, Subject } from "../../schemas/primitives.ts";
import type { BlockTag, CustodyState } from "../chain-reader.ts";
import { foreignChain, type Run } from "../run.ts";
import { failed, passed, stepOf, unknown, type Finding } from "../step.ts";
import { outcomeOf, type CustodyVerdict } from "../verdict.ts";
import { checkSequence } from "./sequence.ts";
import { checkSignatures } from "./signatures.ts";
import { holderAfter } from "./step-logs.ts";

/** Checks who held one logistic unit, from its opening to the contract's present state. */
export async function verifyCustody(run: Run, proof: CustodyProof): Promise<CustodyVerdict> {
  const told = stateToldBy(proof);
  const chainState = await stepOf("chain-state", () => compare(run, proof, told, "latest"));
  const steps = [
    await stepOf("unit", () => checkUnit(proof)),
    await stepOf("signatures", () => checkSignatures(run, proof)),
    await stepOf("sequence", () => checkSequence(run, proof)),
    chainState,
    await stepOf("finality", () => compare(run, proof, told, "finalized")),
  ];
  return { outcome: outcomeOf(steps), subject: proof.subject, holder: chainState.status === "passed" ? told.holder : undefined, steps };
}

function checkUnit({ subject, salt, unit }: CustodyProof): Finding {
  const computed = unitOf(subject as Subject, salt as Hex32);
  return computed === unit
    ? passed(`This is the unit of ${subject} on chain.`, { unit })
    : failed(`The unit on chain is not that of ${subject}.`, { unit, computed });
}

/** The state in which the contract must be after the steps. Every step but the opening uses up one number. */
function stateToldBy({ steps }: CustodyProof): CustodyState {
  const holder = steps.reduce<string | undefined>((before, step) => holderAfter(step, before), undefined);
  return { holder: (holder ?? "") as Address, seq: steps.length - 1, status: steps.at(-1)?.kind === "closed" ? "closed" : "open" };
}

async function compare(run: Run, { unit }: CustodyProof, told: CustodyState, at: BlockTag): Promise<Finding> {
  const foreign = await foreignChain(run);
  if (foreign !== undefined) return foreign;
  const found = await run.reader.custodyOf(run.trusted.supplyChain, unit as Hex32, at);
  const details = { holder: found.holder, seq: String(found.seq), status: found.status };
  const agrees = found.seq === told.seq && found.status === told.status && isAddressEqual(found.holder, told.holder);
  if (at === "finalized") {
    if (agrees) return passed("The chain will not undo this.", details);
    // Each step adds one number, so a final state with fewer is an earlier one; anything else contradicts the steps.
    const earlier = found.status === "none" || found.seq < told.seq;
    return earlier
      ? unknown("The newest step is not final yet.", details)
      : failed("The final state of the contract contradicts these steps.", details);
  }
  if (agrees) return passed(`The contract's state agrees: ${told.status}, held by ${told.holder}, number ${told.seq}.`, details);
  return failed(`The contract's state is another: ${found.status}, held by ${found.holder}, number ${found.seq}.`, details);
}
