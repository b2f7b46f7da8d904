import { waitFor } from "../../../services/wait-for.ts";
import { isEqual, type Digest } from "../chain/truth.ts";
import type { SubjectRun } from "../subject-run.ts";

/**
 * Seconds from `started` until it says that it is ready and its rows are these; undefined when that does not happen in time. What the
 * comparison itself takes is not counted.
 */
export async function secondsUntilRight(
  run: SubjectRun,
  truth: Digest,
  started: number,
  deadlineMilliseconds: number,
): Promise<number | undefined> {
  const isRight = async () => {
    if (!(await run.isReady()) || (await run.count()) !== truth.rows) return undefined;
    const milliseconds = performance.now() - started;
    return isEqual(await run.digest(), truth) ? milliseconds / 1000 : undefined;
  };
  return waitFor(isRight, { what: "recovery", deadlineMilliseconds, pollMilliseconds: 2 }).catch(() => undefined);
}
