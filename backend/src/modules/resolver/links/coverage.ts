import type { DigitalLink } from "@waybill/protocol/identifiers/digital-link";
import { companyDigits } from "@waybill/protocol/identifiers/epc-urn-of";
import { partiesByAccount } from "../../identity/identity.queries.ts";
import { placesByGln, productsByGtin } from "../../master-data/master-data.queries.ts";
import type { Ctx } from "../../../platform/context.ts";
import type { Address } from "@waybill/protocol/schemas/primitives";

/** Of a GLN without its check digit. No company prefix is longer, so whatever begins with them is of the same company. */
const LONGEST_PREFIX_DIGITS = 12;

/**
 * Whether an identifier is an organisation's own: it describes the goods or the place, or the identifier is formed of its own GLN. How long a
 * company prefix is, no identifier says, so nothing shorter is taken for one.
 */
export async function isOwn(ctx: Pick<Ctx, "tx">, account: Address, { key, canonical }: DigitalLink): Promise<boolean> {
  if (key.ai === "01" || key.ai === "8006") {
    const gtin = key.value.slice(0, 14);
    const product = (await productsByGtin(ctx, [gtin])).get(gtin);
    return product?.statedBy?.account === account;
  }
  const place = key.ai === "414" ? (await placesByGln(ctx, [key.value])).get(key.value) : undefined;
  if (place !== undefined) return place.owner?.account === account;
  const gln = (await partiesByAccount(ctx, [account])).get(account)?.gln;
  return gln != null && (companyDigits(canonical)?.startsWith(gln.slice(0, LONGEST_PREFIX_DIGITS)) ?? false);
}
