/** One thing that is wrong with a document: where, as a JSON Pointer (RFC 6901), and what, in one sentence. */
export interface EpcisError {
  pointer: string;
  message: string;
}
