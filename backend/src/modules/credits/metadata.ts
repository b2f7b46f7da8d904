import type { CreditBatch } from "@waybill/protocol/schemas/api/credits";
import { formatGrams } from "@waybill/protocol/measures/grams";
import { z } from "zod";

const property = z.union([z.string(), z.number()]);

/** What wallets and explorers show of a token (ERC-1155 metadata). One unit is a gram, so there are no decimals. */
export const tokenMetadata = z.object({
  name: z.string(),
  description: z.string(),
  decimals: z.literal(0),
  external_url: z.url(),
  properties: z.record(z.string(), property),
});

export function metadataOf({ batch, vintage, accounts, ...rest }: CreditBatch, origin: string): z.infer<typeof tokenMetadata> {
  const issued = formatGrams(BigInt(accounts.issued));
  return {
    name: `CO₂e saved in ${vintage}, batch ${batch.slice(2 + 16, 2 + 24)}`,
    description: `${issued} of CO₂e that transports saved in ${vintage}, verified by ${rest.verifier.name ?? rest.verifier.account}. One unit is one gram; a gram is retired once, and for good.`,
    decimals: 0,
    external_url: `${origin}/api/carbon/batches/${batch}`,
    properties: {
      batch,
      vintage,
      registry: rest.registry,
      project: rest.project,
      firstSerial: rest.firstSerial,
      lastSerial: rest.lastSerial,
      savingHash: rest.savingHash,
      verifier: rest.verifier.account,
      issuedGrams: accounts.issued,
      retiredGrams: accounts.retired,
      cancelledGrams: accounts.cancelled,
      deficitGrams: accounts.deficit,
    },
  };
}
