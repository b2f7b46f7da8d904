/** An error that the node itself answered. */
export interface RpcAnswerError {
  code: number;
  message: string;
  data?: unknown;
}

export type RpcAnswer = { result: unknown } | { error: RpcAnswerError };

export interface RpcCall {
  method: string;
  params: readonly unknown[];
}

/** Asks several things at once; the answers come in the order of the calls. */
export type RpcBatch = (calls: readonly RpcCall[]) => Promise<RpcAnswer[]>;

/** The node did not answer, or not in JSON-RPC. Whether it did what it was asked is unknown. */
export class NoAnswerError extends Error {
  override name = "NoAnswerError";
}

/** Providers bound the calls of one request, mostly at 100 and more. */
export const CALLS_PER_REQUEST = 100;
const TIMEOUT_MILLISECONDS = 10_000;

/**
 * JSON-RPC over HTTP with many calls per request. A node that does not take batches is asked one by one from then on.
 *
 * @throws {NoAnswerError}
 */
export function createRpcBatch(url: string): RpcBatch {
  const post = poster(url);
  let takesBatches = true;

  const askTogether = async (calls: readonly RpcCall[]): Promise<RpcAnswer[]> => {
    const answer = await post(calls.map(bodyOf));
    if (!Array.isArray(answer)) {
      takesBatches = false;
      return askEach(calls);
    }
    const byId = new Map(answer.map((one: unknown) => [(one as { id?: unknown }).id, one]));
    return calls.map((_, id) => answerOf(byId.get(id)));
  };
  const askEach = async (calls: readonly RpcCall[]): Promise<RpcAnswer[]> => {
    const answers: RpcAnswer[] = [];
    for (const call of calls) answers.push(answerOf(await post(bodyOf(call, 0))));
    return answers;
  };
  return async (calls) => {
    const answers: RpcAnswer[] = [];
    for (let start = 0; start < calls.length; start += CALLS_PER_REQUEST) {
      const part = calls.slice(start, start + CALLS_PER_REQUEST);
      answers.push(...(await (takesBatches && part.length > 1 ? askTogether(part) : askEach(part))));
    }
    return answers;
  };
}

/** The result of a call that has no business failing. @throws {NoAnswerError} */
export function resultOf(answer: RpcAnswer | undefined): unknown {
  if (answer && "result" in answer) return answer.result;
  throw new NoAnswerError(`the node answered: ${answer?.error.message ?? "nothing"}`);
}

function bodyOf({ method, params }: RpcCall, id: number) {
  return { jsonrpc: "2.0", id, method, params };
}

/** Name and password in an address are sent as a header: fetch refuses such an address, and would repeat it in its error. */
function poster(url: string): (body: unknown) => Promise<unknown> {
  const target = new URL(url);
  const { username, password } = target;
  const authorization = `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64")}`;
  const headers = { "content-type": "application/json", ...(username === "" && password === "" ? {} : { authorization }) };
  [target.username, target.password] = ["", ""];
  return async (body) => {
    try {
      const response = await fetch(target, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      });
      // Some nodes give an error its own HTTP status and still say it in JSON-RPC.
      return await response.json();
    } catch (error) {
      throw new NoAnswerError(`the node does not answer: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  };
}

function answerOf(body: unknown): RpcAnswer {
  if (typeof body === "object" && body !== null) {
    if ("error" in body && typeof body.error === "object" && body.error !== null) {
      const { code, message, data } = body.error as { code?: unknown; message?: unknown; data?: unknown };
      return { error: { code: typeof code === "number" ? code : 0, message: typeof message === "string" ? message : "", data } };
    }
    if ("result" in body) return { result: body.result };
  }
  throw new NoAnswerError("the node's answer is no JSON-RPC");
}
