import { hashTypedData } from "viem/utils";
import { z } from "zod";
import { contentDigestOf } from "../hashing/content-digest.ts";
import type { JsonObject } from "../hashing/lossless-json.ts";
import { grams } from "../schemas/api/credits.ts";
import { address, blockNumber, hex32, signature, unixSeconds, type Address, type Hex32 } from "../schemas/primitives.ts";
import { carbonDomainOf, type CarbonChain, type Retirement } from "../typed-data/carbon.ts";

export const CERTIFICATE_FORMAT = "waybill-retirement-certificate";

/** What a certificate says; every line of it can be read from the chain. */
const content = z.object({
  format: z.literal(CERTIFICATE_FORMAT),
  version: z.literal(1),
  chain: z.object({ chainId: z.number().int().positive(), token: address }),
  /** Name of the retirement on chain. */
  retirement: hex32,
  transactionHash: hex32,
  blockNumber,
  /** Time of that block. */
  retiredAt: unixSeconds,
  holder: address,
  grams,
  /** Grams of the batch that were retired before. */
  retiredBefore: grams,
  beneficiary: address,
  shipment: hex32.nullable(),
  periodStart: unixSeconds,
  periodEnd: unixSeconds,
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  note: z.string().max(512),
  /** The grams' issuance. */
  batch: z.object({
    id: hex32,
    issuedTo: address,
    verifier: address,
    registry: hex32,
    project: hex32,
    vintage: z.number().int().min(1990).max(65_535),
    firstSerial: grams,
    lastSerial: grams,
    savingHash: hex32,
    transactionHash: hex32,
  }),
});

/** GET /api/carbon/retirements/{retirement}/certificate: the content, and who drew it. */
export const certificate = content.extend({
  /** Of the installation's own account. It says whose paper this is, and is no proof of what it says: the chain is. */
  signature: z.object({ account: address, signature }),
});
export type CertificateContent = z.infer<typeof content>;
export type Certificate = z.infer<typeof certificate>;

const CERTIFICATE_TYPES = {
  Certificate: [
    { name: "statement", type: "string" },
    { name: "retirement", type: "bytes32" },
    { name: "content", type: "bytes32" },
  ],
} as const;

/** Typed data that an installation signs; `content` is SHA-256 over the RFC 8785 form of what the certificate says. */
export function certificateTypedData(said: CertificateContent) {
  const statement = "We drew this certificate from the chain. Check it there.";
  const message = { statement, retirement: said.retirement as Hex32, content: contentDigestOf(said as unknown as JsonObject) };
  return { domain: carbonDomainOf(chainOf(said)), types: CERTIFICATE_TYPES, primaryType: "Certificate", message } as const;
}

/** EIP-712 digest of the same. */
export function certificateDigest(said: CertificateContent): Hex32 {
  return hashTypedData(certificateTypedData(said)) as Hex32;
}

export function chainOf({ chain }: Pick<CertificateContent, "chain">): CarbonChain {
  return { chainId: chain.chainId, token: chain.token as Address };
}

/** The retirement as its event would tell it. */
export function retirementOf(said: CertificateContent): Retirement {
  return {
    holder: said.holder as Address,
    id: BigInt(said.batch.id),
    retiredBefore: BigInt(said.retiredBefore),
    amount: BigInt(said.grams),
    claim: {
      beneficiary: said.beneficiary as Address,
      shipment: (said.shipment ?? `0x${"00".repeat(32)}`) as Hex32,
      periodStart: said.periodStart,
      periodEnd: said.periodEnd,
      country: countryBytes(said.country),
    },
    note: said.note,
  };
}

/** `DE` as the contract has it, `0x4445`; zero for none. */
export function countryBytes(country: string | null): `0x${string}` {
  if (country === null) return "0x0000";
  return `0x${Array.from(country, (letter) => letter.charCodeAt(0).toString(16).padStart(2, "0")).join("")}`;
}
