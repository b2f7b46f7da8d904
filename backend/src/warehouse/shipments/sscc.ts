import { checkDigit } from "@waybill/protocol/identifiers/check-digit";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { WAREHOUSE_PROBLEMS } from "../warehouse.problems.ts";

/** Extension digit, prefix and serial reference together (GS1 General Specifications, section 2.2.1); a check digit follows. */
const DIGITS = 17;

/**
 * The SSCC with a number, counted from 0. The extension digit counts on where the serial references are used up.
 *
 * @returns undefined when the prefix has no more
 * @example
 * ssccOf("9506000", 1n); // "095060000000000017"
 */
export function ssccOf(prefix: string, number: bigint): string | undefined {
  const serialDigits = DIGITS - 1 - prefix.length;
  const perExtension = 10n ** BigInt(serialDigits);
  const extension = number / perExtension;
  if (extension > 9n) return undefined;
  const digits = `${extension}${prefix}${String(number % perExtension).padStart(serialDigits, "0")}`;
  return digits + checkDigit(digits);
}

/**
 * The next numbers, without gaps: they are counted in the transaction that gives them, and none is given twice.
 *
 * @throws {ProblemError} `warehouse.no-more-numbers`
 */
export async function nextSsccs(ctx: Pick<Ctx, "tx">, prefix: string, count: number): Promise<string[]> {
  const [row] = await selectRows<{ units: string }>(ctx, "UPDATE warehouse_state SET units = units + $1 RETURNING units", [count]);
  const first = BigInt(row?.units ?? 0) - BigInt(count);
  return Array.from({ length: count }, (_, index) => {
    const sscc = ssccOf(prefix, first + BigInt(index));
    if (sscc === undefined) throw new ProblemError(WAREHOUSE_PROBLEMS.noMoreNumbers);
    return sscc;
  });
}
