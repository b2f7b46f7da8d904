import type { Io } from "./token.ts";

/** Ends a command with one sentence for whoever gave it. */
export function fail(io: Io, sentence: string): 1 {
  io.stderr.write(sentence);
  return 1;
}
