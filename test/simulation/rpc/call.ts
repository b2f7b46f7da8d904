/** One JSON-RPC request, without its transport. */
export interface Call {
  method: string;
  params: readonly unknown[];
}

/** Whoever answers calls: a node, a model of one, or faults before either. */
export type Answer = (call: Call) => Promise<unknown>;

/** Stands before an answerer: may change the call, the answer, or refuse. */
export type Fault = (call: Call, next: Answer) => Promise<unknown>;

/** The node answers an error. */
export class RpcRefusal extends Error {
  override name = "RpcRefusal";
  readonly code: number;
  readonly data: unknown;
  constructor(code: number, message: string, data?: unknown) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

/** Something before the node answers with a status instead; status 0: the connection is cut without a word. */
export class HttpRefusal extends Error {
  override name = "HttpRefusal";
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Puts faults before an answerer; the first one sees a call first and its answer last. */
export function withFaults(faults: readonly Fault[], last: Answer): Answer {
  return faults.reduceRight<Answer>((next, fault) => (call) => fault(call, next), last);
}

export function quantity(number: number | bigint): `0x${string}` {
  return `0x${number.toString(16)}`;
}

export function numberOf(value: unknown): number {
  return Number(BigInt(value as string));
}
