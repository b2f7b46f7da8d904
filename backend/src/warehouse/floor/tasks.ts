import { ProblemError } from "../../platform/errors.ts";
import type { Work } from "../in-warehouse.ts";
import { checkMine } from "../shipments/pick.ts";
import { changeTask, lockTask, type Task } from "../shipments/tasks.store.ts";
import { WAREHOUSE_PROBLEMS } from "../warehouse.problems.ts";

/** @throws {ProblemError} `warehouse.unknown-task`, `task-over`, `task-taken` */
export async function take(ctx: Work, id: string, staff: string): Promise<Task> {
  const task = await lockMine(ctx, id, staff);
  return changeTask(ctx, { ...task, state: "taken", staff });
}

/** @throws {ProblemError} `warehouse.unknown-task`, `task-over`, `task-taken` */
export async function handBack(ctx: Work, id: string, staff: string): Promise<Task> {
  const task = await lockMine(ctx, id, staff);
  return changeTask(ctx, { ...task, state: "open", staff: null });
}

async function lockMine(ctx: Work, id: string, staff: string): Promise<Task> {
  const task = await lockTask(ctx, id);
  if (task === undefined) throw new ProblemError(WAREHOUSE_PROBLEMS.unknownTask);
  checkMine(task, staff);
  return task;
}
