import type { SigningFailure } from "../../../lib/signing/signer.ts";

const BY_CODE: Record<string, SigningFailure> = {
  // EIP-1193 section 5.1.
  "4001": "refused",
  "4100": "locked",
  "4200": "unsupported",
  "4900": "disconnected",
  "4901": "wrong-network",
  // EIP-3326: the chain is not in the wallet yet.
  "4902": "wrong-network",
  // EIP-1474 as wallets use it: a window of the wallet is already open.
  "-32002": "already-asked",
  "-32601": "unsupported",
  "-32004": "unsupported",
  // WalletConnect and ethers say no in their own words.
  "5000": "refused",
  ACTION_REJECTED: "refused",
};

const BY_NAME: Record<string, SigningFailure> = {
  ConnectorChainMismatchError: "wrong-network",
  ConnectorNotConnectedError: "disconnected",
  ConnectorAccountNotFoundError: "locked",
  ConnectorUnavailableReconnectingError: "disconnected",
  UserRejectedRequestError: "refused",
  ResourceUnavailableRpcError: "already-asked",
  AbortError: "cancelled",
  TimeoutError: "no-answer",
};

/** Reads the failure off a wallet's error, however deep a library has wrapped it. */
export function signingFailureOf(error: unknown): SigningFailure {
  for (let cause = error, depth = 0; isObject(cause) && depth < 8; cause = cause.cause, depth += 1) {
    const failure = BY_CODE[String(cause.code)] ?? BY_NAME[String(cause.name)];
    if (failure !== undefined) return failure;
  }
  return "failed";
}

function isObject(value: unknown): value is { code?: unknown; name?: unknown; cause?: unknown } {
  return typeof value === "object" && value !== null;
}
