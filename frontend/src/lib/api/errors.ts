import type { Problem } from "@waybill/protocol/schemas/problem";

/** The server answered and refused. */
export class ApiError extends Error {
  readonly status: number;
  /** RFC 9457 details, or null when the answer was none of ours (a proxy's page, for example). */
  readonly problem: Problem | null;
  constructor(status: number, problem: Problem | null) {
    super(problem?.detail ?? `The server answered ${status}.`);
    this.name = "ApiError";
    this.status = status;
    this.problem = problem;
  }
}

/** Nobody answered: we are offline, or the server is down. */
export class UnreachableError extends Error {
  constructor() {
    super("The server cannot be reached.");
    this.name = "UnreachableError";
  }
}

/** The server answered something that is not what was agreed: it is of another version, or broken. */
export class UnexpectedAnswerError extends Error {
  constructor(path: string) {
    super(`The answer to ${path} is not in the expected form.`);
    this.name = "UnexpectedAnswerError";
  }
}

/** What there was has been erased at its author's request. */
export function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 410;
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}
