import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { compactSignatureToSignature, decodeFunctionData, serializeSignature } from "viem";

/** What the parties signed beside unit, parties and contents. A signature is null when that party sent the transaction or signed for many units. */
export interface SignedTerms {
  deadline: number;
  fromSignature: `0x${string}` | null;
  toSignature: `0x${string}` | null;
}

/**
 * Reads the signed terms out of the calldata of a handover of one unit; null when the call is none, as with a wallet contract in between.
 *
 * @param input Calldata of the transaction.
 */
export function signedTermsOf(input: `0x${string}`, unit: Hex32): SignedTerms | null {
  const call = decode(input);
  if (!call) return null;
  switch (call.functionName) {
    case "handover": {
      const [callUnit, , , deadline, fromSignature, toSignature] = call.args;
      return callUnit === unit ? { deadline, fromSignature: orNull(fromSignature), toSignature: orNull(toSignature) } : null;
    }
    case "handoverCompact": {
      const [terms] = call.args;
      if (terms.unit !== unit) return null;
      return { deadline: terms.deadline, fromSignature: expand(terms.fromR, terms.fromVs), toSignature: expand(terms.toR, terms.toVs) };
    }
    case "accept": {
      const [callUnit, , deadline, fromR, fromVs] = call.args;
      return callUnit === unit ? { deadline, fromSignature: expand(fromR, fromVs), toSignature: null } : null;
    }
    case "handoverMany": {
      const [units, , , deadline] = call.args;
      return units.includes(unit) ? { deadline, fromSignature: null, toSignature: null } : null;
    }
    default:
      return null;
  }
}

function decode(input: `0x${string}`) {
  try {
    return decodeFunctionData({ abi: supplyChainAbi, data: input });
  } catch {
    return null;
  }
}

function orNull(signature: `0x${string}`): `0x${string}` | null {
  return signature === "0x" ? null : signature;
}

/** EIP-2098 to the 65 bytes that signatures are exchanged in. */
function expand(r: `0x${string}`, yParityAndS: `0x${string}`): `0x${string}` {
  return serializeSignature(compactSignatureToSignature({ r, yParityAndS }));
}
