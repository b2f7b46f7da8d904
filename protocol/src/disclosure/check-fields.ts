import { z } from "zod";
import { canonicalJson } from "../hashing/canonical-json.ts";
import { HEAD_POINTER, rootFromField, type FieldProof, type FieldsHead } from "../hashing/field-tree.ts";
import type { Disclosure } from "../schemas/disclosure.ts";
import { failed, passed, type Finding } from "../verify/step.ts";
import type { DisclosedFields } from "../verify/verdict.ts";

const headValue = z.object({ declaresError: z.boolean(), fields: z.number().int().nonnegative() });

/** Every field shown is in the tree that was committed to, in its place, and the head says how many there are. */
export function checkFields({ fields, fieldsRoot }: Disclosure): { finding: Finding; disclosed?: DisclosedFields } {
  const proofs = fields as unknown as FieldProof[];
  const head = readHead(proofs[0]);
  if (head === undefined) return { finding: failed("The disclosure does not begin with the head of the tree of fields.") };
  for (const [position, proof] of proofs.entries()) {
    const before = proofs[position - 1];
    const isInOrder = before === undefined || (before.pointer < proof.pointer && before.inclusion.index < proof.inclusion.index);
    if (!isInOrder || proof.inclusion.size !== head.fields + 1)
      return { finding: failed(`The field ${proof.pointer} is not in its place in the tree of fields.`) };
    const computed = rootFromField(proof);
    if (computed !== fieldsRoot)
      return {
        finding: failed(`The field ${proof.pointer || "/"} was changed: it is not in the tree of fields that was committed to.`, {
          expected: fieldsRoot,
          computed: computed ?? "none: the path does not fit its tree",
        }),
      };
  }
  const shown = proofs.slice(1).map(({ pointer, value }) => ({ pointer, json: canonicalJson(value) }));
  const hidden = head.fields - shown.length;
  const kind = head.declaresError ? " This statement declares an event to be in error." : "";
  return {
    finding: passed(`${shown.length} of ${head.fields} fields are shown, each as it was committed to; ${hidden} stay hidden.${kind}`),
    disclosed: { fields: shown, hidden, declaresError: head.declaresError },
  };
}

function readHead(proof: FieldProof | undefined): FieldsHead | undefined {
  if (proof === undefined || proof.pointer !== HEAD_POINTER || proof.inclusion.index !== 0) return undefined;
  return headValue.safeParse(JSON.parse(canonicalJson(proof.value))).data;
}
