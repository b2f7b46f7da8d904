import type { Address } from "@waybill/protocol/schemas/primitives";
import { createContext, use } from "react";

/** Typed data as `protocol/typed-data` makes it. */
export interface TypedDataRequest {
  domain: { name: string; version: string; chainId: number; verifyingContract: Address };
  types: Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>;
  primaryType: string;
  /** Named members, as `types[primaryType]` lists them. */
  message: object;
}

/** Why a wallet gave no signature. Each has its own sentence (`signing.failure.*`), and its own way on. */
export type SigningFailure =
  "refused" | "already-asked" | "locked" | "wrong-network" | "unsupported" | "disconnected" | "no-answer" | "cancelled" | "failed";

/** Where the wallet stands. Only `ready` can sign. */
export type SignerStatus = "disconnected" | "connecting" | "wrong-network" | "ready";

/** Where one request for a signature stands. `slow`: the wallet has not answered for a while, its window may be hidden. */
export type SigningPhase =
  | { kind: "idle" }
  | { kind: "asking"; slow: boolean; walletName: string }
  | {
      kind: "failed";
      failure: SigningFailure;
      detail: string | null;
      /** What a contract refused with, where that is why. */
      revert: `0x${string}` | null;
    };

/** What screens need of a wallet. Provided once by the supplier's shell, so that features do not import each other. */
export interface Signer {
  status: SignerStatus;
  account: Address | null;
  walletName: string | null;
  phase: SigningPhase;
  /** Asks the wallet; null when it gave no signature, and `phase` then says why. */
  sign: (request: TypedDataRequest) => Promise<`0x${string}` | null>;
  /** The same for a text (EIP-191 `personal_sign`). */
  signMessage: (message: string) => Promise<`0x${string}` | null>;
  /** Has the wallet send a transaction, which its account pays; null when it did not, and `phase` then says why. */
  sendTransaction: (request: { to: Address; data: `0x${string}` }) => Promise<`0x${string}` | null>;
  /** Stops waiting. A signature that comes later is dropped. */
  cancel: () => void;
  /** Forgets a failure. */
  reset: () => void;
  openConnectDialog: () => void;
  disconnect: () => void;
  switchNetwork: () => void;
  isSwitching: boolean;
  switchFailure: SigningFailure | null;
}

export const SignerContext = createContext<Signer | null>(null);

/** The wallet of the supplier's shell. */
export function useSigner(): Signer {
  const signer = use(SignerContext);
  if (signer === null) throw new Error("useSigner works only inside the supplier's shell");
  return signer;
}
