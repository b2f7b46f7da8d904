import type { ChainReference } from "../schemas/bundle.ts";
import { disclosure, type Disclosure } from "../schemas/disclosure.ts";
import type { Hex32 } from "../schemas/primitives.ts";
import { proveAnchoring } from "../verify/anchor-proof.ts";
import type { ChainReader } from "../verify/chain-reader.ts";
import { readBundle } from "../verify/read-bundle.ts";
import { createRun, type Trusted } from "../verify/run.ts";
import { failed, stepOf, unknown } from "../verify/step.ts";
import { checkSignature } from "../verify/steps/signature.ts";
import { checkSigner } from "../verify/steps/signer.ts";
import { DISCLOSURE_STEP_IDS, outcomeOf, type DisclosedFields, type DisclosureVerdict } from "../verify/verdict.ts";
import { checkFields } from "./check-fields.ts";

/**
 * Checks single fields of a statement against the chain: that they were committed to, who signed them, and since when. What they mean
 * without the hidden ones, and whether a later statement corrects them, a disclosure cannot show. Never throws on a bad file.
 *
 * @param input text of a disclosure, or the object (its values parsed losslessly)
 * @example
 * const { outcome, disclosed } = await verifyDisclosure(text, reader, { trusted: { chainId: 31337, supplyChain } });
 */
export async function verifyDisclosure(
  input: Disclosure | string,
  reader: ChainReader,
  { trusted }: { trusted: Trusted },
): Promise<DisclosureVerdict> {
  const read = readBundle(input, disclosure);
  if (read.bundle === undefined) return unreadable(read.error);
  const shown = read.bundle;
  const { author, commitment, anchoring } = shown;
  const hashes = { contentHash: shown.contentHash as Hex32, fieldsRoot: shown.fieldsRoot as Hex32 };
  const run = createRun(reader, trusted, shown.chain as ChainReference);
  let disclosed: DisclosedFields | undefined;
  const fields = await stepOf("fields", () => {
    const checked = checkFields(shown);
    disclosed = checked.disclosed;
    return checked.finding;
  });
  const { inclusion, anchor, finality, proven } = await proveAnchoring(run, "statement", commitment as Hex32, anchoring);
  const signature = await stepOf("signature", () => checkSignature(run, { hashes, author, commitment, anchor: Promise.resolve(proven) }));
  const signer = await stepOf("signer", () => checkSigner(run, author, proven));
  const steps = [fields, signature, signer, inclusion, anchor, finality];
  return { outcome: outcomeOf(steps), commitment, disclosed, steps };
}

async function unreadable(error: string): Promise<DisclosureVerdict> {
  const reason = failed(`This is not a disclosure: ${error}.`);
  const open = unknown("Not checked, because the file could not be read.");
  const steps = await Promise.all(DISCLOSURE_STEP_IDS.map((id) => stepOf(id, () => (id === "fields" ? reason : open))));
  return { outcome: outcomeOf(steps), commitment: "", steps };
}
