import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { erasedAmong } from "../erasure/erased-rows.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import { findTakenEventIds } from "../traceability.store.ts";
import type { StatementToStore } from "./captured-event.ts";
import type { EventProblems } from "./check-events.ts";

/** What only other statements tell, under the lock of the authors: an eventID that is taken, and a statement that was erased. */
export async function checkAgainstStored(ctx: Ctx, statements: readonly StatementToStore[]): Promise<EventProblems> {
  const taken = await findTakenEventIds(ctx, statements);
  const erased = await erasedAmong(
    ctx,
    statements.map(({ commitment }) => commitment),
  );
  return new Map(
    statements.flatMap((statement): [number, ProblemError][] => {
      if (erased.has(statement.commitment)) return [[statement.index, erasedProblem(statement)]];
      return taken.has(statement.index) ? [[statement.index, takenProblem(statement)]] : [];
    }),
  );
}

function takenProblem({ declaredEventId, pointer }: StatementToStore): ProblemError {
  return new ProblemError(TRACEABILITY_PROBLEMS.eventIdTaken, {
    detail: `Its author has used the eventID ${declaredEventId} for a different event.`,
    errors: [{ pointer: `${pointer}/eventID`, message: "is taken by a different event of the same author" }],
  });
}

/** Its commitment is in the log already, and stands for nothing there any more. */
function erasedProblem({ pointer }: StatementToStore): ProblemError {
  return new ProblemError(TRACEABILITY_PROBLEMS.erasedStatement, {
    detail: "This very statement was erased at its author's request. To state the event anew, sign it with another salt.",
    errors: [{ pointer, message: "was stated with this salt before, and erased" }],
  });
}
