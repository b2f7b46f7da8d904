/** An error as EIP-1193 providers throw it: a message and a code. */
export class RpcError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.name = "RpcError";
    this.code = code;
  }
}

export const REFUSED = 4001;
export const UNAUTHORISED = 4100;
export const UNKNOWN_CHAIN = 4902;
export const ALREADY_ASKED = -32002;
