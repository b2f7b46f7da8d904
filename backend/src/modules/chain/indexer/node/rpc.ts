import http from "node:http";
import https from "node:https";
import { setTimeout as wait } from "node:timers/promises";
import { giveBuffer, takeBuffer } from "../store/buffer-pool.ts";

/** One question to a node. */
export interface RpcCall {
  method: string;
  params: readonly unknown[];
}

/** A node of one chain, asked by JSON-RPC. All that the indexer asks is reading, so every question may be asked again. */
export interface Rpc {
  /** The whole answer as it came, for readers of their own: it has a result. From the pool of buffers; whoever gives it back saves memory. */
  raw(method: string, params: readonly unknown[]): Promise<Buffer>;
  request<Result>(method: string, params: readonly unknown[]): Promise<Result>;
  /** Several questions in one request, results in their order. A node that takes no batches is asked one by one. */
  requestAll<Result>(calls: readonly RpcCall[]): Promise<Result[]>;
  close(): void;
}

/** The node answered with an error of its own: asking the same again would change nothing. */
export class RpcAnswerError extends Error {
  override name = "RpcAnswerError";
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** No usable answer: the node is away, slow, or wants to be asked less often. */
export class NodeUnavailableError extends Error {
  override name = "NodeUnavailableError";
}

const TIMEOUT_MILLISECONDS = 15_000;
/** Pauses before a refused or broken question is asked again; after the last it is the caller's turn. */
const RETRY_MILLISECONDS = [50, 200, 600] as const;
const MAX_SOCKETS = 8;
/** Far above what a range is aimed at; a node that sends more is not believed. */
const MOST_ANSWER_BYTES = 256 * 1024 * 1024;
/** JSON-RPC has no status of its own for "too many requests"; providers use these codes. */
const BUSY_CODES = new Set([-32005, 429]);
const BUSY_WORDS = /rate limit|too many requests|capacity/i;

/** JSON-RPC over connections that are kept. Answers stay bytes until somebody wants them otherwise: large ones are never made into objects. */
export function createRpc(url: string): Rpc {
  const target = new URL(url);
  const secure = target.protocol === "https:";
  const agent = new (secure ? https : http).Agent({ keepAlive: true, maxSockets: MAX_SOCKETS });
  const headers = target.username === "" ? {} : { authorization: basicAuthorization(target) };
  let id = 0;
  let takesBatches = true;

  const post = (body: string): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const fail = (reason: string, cause?: unknown) => reject(new NodeUnavailableError(reason, { cause }));
      const request = (secure ? https : http).request(
        target,
        {
          agent,
          method: "POST",
          timeout: TIMEOUT_MILLISECONDS,
          headers: { ...headers, "content-type": "application/json", "content-length": Buffer.byteLength(body) },
        },
        (response) => {
          response.on("error", (error) => fail("the node broke off its answer", error));
          const announced = Number(response.headers["content-length"] ?? 0);
          if (announced > MOST_ANSWER_BYTES) return void response.destroy(new Error("its answer is too large"));
          const answer = createAnswer(announced);
          response.on("data", (chunk: Buffer) => {
            try {
              answer.add(chunk);
            } catch (error) {
              response.destroy(error as Error);
            }
          });
          response.on("end", () => {
            const status = response.statusCode ?? 0;
            if (status === 429 || status >= 500) return fail(`the node answered with status ${status}`);
            resolve(answer.whole());
          });
        },
      );
      request.on("timeout", () => request.destroy(new Error("no answer in time")));
      request.on("error", (error) => fail("the node does not answer", error));
      request.end(body);
    });

  const bodyOf = (method: string, params: readonly unknown[]) => ({ jsonrpc: "2.0", id: ++id, method, params });
  const raw = (method: string, params: readonly unknown[]): Promise<Buffer> => {
    const body = JSON.stringify(bodyOf(method, params));
    return withRetries(async () => checkAnswer(await post(body)));
  };
  const request = async <Result>(method: string, params: readonly unknown[]): Promise<Result> =>
    (JSON.parse((await raw(method, params)).toString("utf8")) as { result: Result }).result;
  return {
    raw,
    request,
    async requestAll<Result>(asked: readonly RpcCall[]) {
      const calls = asked.map(({ method, params }) => bodyOf(method, params));
      const results =
        takesBatches && calls.length > 1
          ? await withRetries(async () => resultsOf<Result>(calls, await post(JSON.stringify(calls))))
          : null;
      takesBatches &&= calls.length <= 1 || results !== null;
      return results ?? Promise.all(asked.map(({ method, params }) => request<Result>(method, params)));
    },
    close: () => agent.destroy(),
  };
}

/** @throws {NodeUnavailableError} when no try brought an answer. */
async function withRetries<Result>(ask: () => Promise<Result>): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      const pause = RETRY_MILLISECONDS[attempt];
      if (!(error instanceof NodeUnavailableError) || pause === undefined) throw error;
      await wait(pause);
    }
  }
}

/** Results of a batch in the order of its calls; null when the node takes no batches. */
function resultsOf<Result>(calls: readonly { id: number }[], answer: Buffer): Result[] | null {
  let answers: unknown;
  try {
    answers = JSON.parse(answer.toString("utf8"));
  } catch {
    return null;
  } finally {
    giveBuffer(answer);
  }
  if (!Array.isArray(answers)) {
    if (isBusy((answers as Answer).error)) throw new NodeUnavailableError("the node wants to be asked less often");
    return null;
  }
  const byId = new Map((answers as (Answer & { id?: number })[]).map((one) => [one.id, one]));
  return calls.map(({ id }) => resultOf(byId.get(id) ?? {}) as Result);
}

/** One answer out of its pieces, in a buffer of the pool: copied as they come, where the node says beforehand how long it will be. */
function createAnswer(announcedBytes: number): { add(piece: Buffer): void; whole(): Buffer } {
  let answer = takeBuffer(Math.max(announcedBytes, FIRST_ANSWER_BYTES));
  let end = 0;
  return {
    /** @throws {RangeError} past the most that an answer may be. */
    add(piece) {
      if (end + piece.length > MOST_ANSWER_BYTES) throw new RangeError("the answer is too large");
      if (end + piece.length > answer.length) {
        const larger = takeBuffer(2 * (end + piece.length));
        answer.copy(larger, 0, 0, end);
        giveBuffer(answer);
        answer = larger;
      }
      end += piece.copy(answer, end);
    },
    whole: () => answer.subarray(0, end),
  };
}

const FIRST_ANSWER_BYTES = 4_096;

/** Enough of an answer to hold an error, or to show that there is a result. */
const HEAD_BYTES = 4_096;

function checkAnswer(answer: Buffer): Buffer {
  const head = answer.toString("latin1", 0, HEAD_BYTES);
  if (answer.length > HEAD_BYTES && /"result"\s*:/.test(head) && !/"error"\s*:/.test(head)) return answer;
  let parsed: Answer;
  try {
    parsed = JSON.parse(answer.toString("utf8")) as Answer;
  } catch (error) {
    throw new NodeUnavailableError("the node's answer is not JSON", { cause: error });
  }
  resultOf(parsed);
  return answer;
}

interface Answer {
  result?: unknown;
  error?: { code?: number; message?: string };
}

function isBusy(error: Answer["error"]): boolean {
  return error?.code !== undefined && BUSY_CODES.has(error.code) && BUSY_WORDS.test(error.message ?? "");
}

function resultOf({ result, error }: Answer): unknown {
  if (error) {
    const { code = 0, message = "" } = error;
    if (isBusy(error)) throw new NodeUnavailableError(message);
    throw new RpcAnswerError(code, message);
  }
  if (result === undefined) throw new NodeUnavailableError("the node's answer has no result");
  return result;
}

function basicAuthorization({ username, password }: URL): string {
  return `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64")}`;
}
