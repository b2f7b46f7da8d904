/** One kind of problem, as its page, the OpenAPI document and every answer describe it. */
export interface ProblemDefinition {
  /** Stable machine code, `module.reason`. */
  code: string;
  status: number;
  title: string;
  /** What happened and what the caller can do, in plain sentences; shown on the problem's page. */
  help: string;
  /** The same request may succeed later. */
  retryable: boolean;
  /** Name of the EPCIS exception below /epcis, where the status alone does not tell it. */
  epcisException?: string;
}

export type ProblemTable = Readonly<Record<string, Readonly<ProblemDefinition>>>;

type Draft = Omit<ProblemDefinition, "code" | "retryable"> & { retryable?: boolean };

/**
 * Declares a module's problems as a frozen table; `notFound` of module `orders` gets the code `orders.not-found`.
 *
 * @example
 * export const PROBLEMS = defineProblems("orders", { notFound: { status: 404, title: "…", help: "…" } });
 */
export function defineProblems<const Table extends Record<string, Draft>>(
  module: string,
  drafts: Table,
): Readonly<{ [Name in keyof Table]: Readonly<ProblemDefinition> }> {
  const entries = Object.entries(drafts).map(([name, draft]) => {
    const code = `${module}.${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return [name, Object.freeze({ retryable: false, ...draft, code })] as const;
  });
  return Object.freeze(Object.fromEntries(entries)) as Readonly<{ [Name in keyof Table]: Readonly<ProblemDefinition> }>;
}

export interface PointedMessage {
  /** JSON Pointer into the request body. */
  pointer: string;
  message: string;
}

export interface ProblemOptions {
  /** What is the matter in this very case; the definition's title when absent. */
  detail?: string;
  errors?: readonly PointedMessage[];
  headers?: Readonly<Record<string, string>>;
  cause?: unknown;
}

/**
 * An outcome that the caller can understand and often repair, answered as RFC 9457 problem details.
 * Anything else that is thrown is a defect of ours: logged, and answered without its content.
 */
export class ProblemError extends Error {
  readonly problem: Readonly<ProblemDefinition>;
  readonly detail: string;
  readonly errors: readonly PointedMessage[] | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Whom a caller said to be that could not show it: the id of a person, or what stands for an unknown name. For the audit log; it is in no answer. */
  claimed: string | undefined;

  constructor(problem: Readonly<ProblemDefinition>, options: ProblemOptions = {}) {
    super(options.detail ?? problem.title, { cause: options.cause });
    this.name = "ProblemError";
    this.problem = problem;
    this.detail = options.detail ?? problem.title;
    this.errors = options.errors;
    this.headers = options.headers ?? {};
  }
}
