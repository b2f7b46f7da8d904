import { z } from "zod";
import { hashTypedData } from "viem/utils";
import { chainReference } from "../schemas/bundle.ts";
import { address, hex32, signature, type Address, type Hex32 } from "../schemas/primitives.ts";
import { domainOf } from "../typed-data/domain.ts";
import { auditHead } from "./checkpoint.ts";
import { auditHash, auditText, auditTime } from "./entry.ts";

const content = z.strictObject({
  chain: z.strictObject(chainReference.shape),
  at: auditTime,
  heads: z.array(auditHead).max(1_000),
  /** The newest checkpoint; null before the first. */
  checkpoint: z.strictObject({ number: z.number().int().positive(), hash: hex32 }).nullable(),
});

/** Where all streams stand, signed by the account that anchors. Whoever keeps one can show later that the log was cut or written anew. */
export const signedAuditHead = content.extend({ account: address, signature });
export type AuditHeadContent = z.infer<typeof content>;
export type SignedAuditHead = z.infer<typeof signedAuditHead>;

const TYPES = {
  AuditHead: [
    { name: "statement", type: "string" },
    { name: "content", type: "bytes32" },
  ],
} as const;

/** Typed data of a head; `content` is SHA-256 over its RFC 8785 form. */
export function auditHeadTypedData(said: AuditHeadContent) {
  const { chainId, supplyChain } = said.chain;
  const message = { statement: "Our audit log stands here.", content: auditHash(auditText(said)) };
  const domain = domainOf({ chainId, supplyChain: supplyChain as Address });
  return { domain, types: TYPES, primaryType: "AuditHead", message } as const;
}

/** EIP-712 digest of the same. */
export function auditHeadDigest({ account: _account, signature: _signature, ...said }: SignedAuditHead): Hex32 {
  return hashTypedData(auditHeadTypedData(said)) as Hex32;
}
