import type { ProblemError } from "../errors.ts";

/** How a standard wants refusals to look below a path of its own: as JSON of another form than problem details. */
export interface ErrorFormat {
  /** Beginning of the paths, with a slash at its end. */
  below: string;
  body(problem: ProblemError): object;
}
