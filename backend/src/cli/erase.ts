import { parseArgs } from "node:util";
import { hex32, type Hex32 } from "@waybill/protocol/schemas/primitives";
import { forgetRecalls } from "../modules/recalls/recalls.store.ts";
import { eraseOnBehalf } from "../modules/traceability/erasure/erase-on-behalf.ts";
import { previewErasure, type ErasurePreview } from "../modules/traceability/erasure/preview-erasure.ts";
import { fail } from "./fail.ts";
import { asOperator } from "./as-operator.ts";
import type { Io } from "./token.ts";
import { withDatabase } from "./with-database.ts";

const USAGE = "Usage: npm run waybill -- erase <commitment> [--reason <why>]. Without a reason it only says what would go.\n";
const MAX_REASON = 500;

/**
 * `erase <commitment>`: says what an erasure would take away; with `--reason`, carries it out for whoever asked for it. Reads DATABASE_URL.
 *
 * @returns 0, or 1 with one sentence on standard error
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const asked = readArguments(args);
  if (asked === undefined) return fail(io, USAGE);
  const { commitment, reason } = asked;
  return withDatabase(io, async (dataSource) => {
    if (reason === undefined) {
      io.stdout.write(sentencesOf(await previewErasure({ tx: dataSource.manager }, commitment)));
      return 0;
    }
    await asOperator(dataSource, (ctx) => eraseOnBehalf(ctx, commitment, reason, forgetRecalls));
    io.stdout.write("Erased. The reason is recorded beside the commitment.\n");
    return 0;
  });
}

function readArguments(args: readonly string[]): { commitment: Hex32; reason: string | undefined } | undefined {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: { reason: { type: "string" } }, allowPositionals: true });
    const parsed = hex32.safeParse(positionals[0]);
    const reason = values.reason?.trim();
    if (!parsed.success || positionals.length !== 1 || reason === "" || (reason?.length ?? 0) > MAX_REASON) return undefined;
    return { commitment: parsed.data as Hex32, reason };
  } catch {
    return undefined;
  }
}

function sentencesOf({ author, eventType, capturedAt, isSigned, subjects, isInBatch, deliveries }: ErasurePreview): string {
  const goods = subjects.length === 0 ? "no goods" : subjects.join(", ");
  return [
    `${eventType} of ${author}, kept since ${capturedAt.toISOString()}.`,
    `1. Goes for ever: what the event says, its salt${isSigned ? ", the signature" : ""}, and all that was made of it for queries and traces.`,
    `2. Goes as well: ${deliveries} documents for subscribers that were not taken yet; they are made again without it.`,
    `3. Stays: the commitment, the author, and the time of the erasure. Nobody can tell from them what the event said.`,
    isInBatch
      ? `4. Stays: that it was about ${goods}, which the anchored histories name. All other proofs hold.`
      : `4. Goes: that it was about ${goods}. It is in no anchored batch yet.`,
    "5. Not in our hands: bundles and documents that others have taken away, and backups until they are replaced.",
    "Nothing was changed. To erase it: --reason, with the words to be recorded.",
    "",
  ].join("\n");
}
