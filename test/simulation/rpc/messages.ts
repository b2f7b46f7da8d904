import { HttpRefusal, RpcRefusal, type Answer } from "./call.ts";

interface Request {
  id?: unknown;
  method: string;
  params?: readonly unknown[];
}

/**
 * Answers the text of one request or of a batch.
 *
 * @throws {HttpRefusal} when the whole message is refused by what stands before the node.
 */
export async function answerText(text: string, answer: Answer): Promise<string> {
  const message = JSON.parse(text) as Request | Request[];
  const answers = Array.isArray(message)
    ? await Promise.all(message.map((one) => answerOne(one, answer)))
    : await answerOne(message, answer);
  return JSON.stringify(answers);
}

async function answerOne({ id = null, method, params = [] }: Request, answer: Answer): Promise<object> {
  try {
    return { jsonrpc: "2.0", id, result: (await answer({ method, params })) ?? null };
  } catch (error) {
    if (error instanceof HttpRefusal) throw error;
    if (error instanceof RpcRefusal)
      return {
        jsonrpc: "2.0",
        id,
        error: { code: error.code, message: error.message, ...(error.data === undefined ? {} : { data: error.data }) },
      };
    throw new HttpRefusal(502, String(error));
  }
}
