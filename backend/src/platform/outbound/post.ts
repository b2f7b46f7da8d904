import { ask, type OutboundAnswer, type Question } from "./ask.ts";

export type Posting = Omit<Question, "method" | "maxAnswerBytes"> & { body: string };

/** What a refusal says begins well within this; nobody needs more. */
const MAX_ANSWER_BYTES = 2_048;

export type PostAnswer = OutboundAnswer;

/** Posts to an address that a stranger named; see `ask`. */
export function post(posting: Posting): Promise<PostAnswer> {
  return ask({ ...posting, method: "POST", maxAnswerBytes: MAX_ANSWER_BYTES });
}
