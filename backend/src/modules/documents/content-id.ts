import { parseContentId } from "@waybill/protocol/documents/content-id";
import { CID } from "multiformats/cid";
import { ProblemError } from "../../platform/errors.ts";
import { DOCUMENT_PROBLEMS } from "./documents.errors.ts";

/**
 * A content id from outside.
 *
 * @throws {ProblemError} `documents.invalid-id`
 */
export function contentIdIn(text: string): CID {
  if (!parseContentId(text)) throw new ProblemError(DOCUMENT_PROBLEMS.invalidId);
  return CID.parse(text);
}

/** Content ids that were made here. */
export function cidsOf(texts: readonly string[]): CID[] {
  return texts.map((text) => CID.parse(text));
}
