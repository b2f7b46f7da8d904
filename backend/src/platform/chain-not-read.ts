import { ProblemError } from "./errors.ts";
import { PLATFORM_PROBLEMS } from "./problems.ts";

/** For whoever would be refused because of what the chain says, while that has not been read up to now. */
export function chainNotRead(): ProblemError {
  return new ProblemError(PLATFORM_PROBLEMS.chainNotRead, { headers: { "Retry-After": "5" } });
}
