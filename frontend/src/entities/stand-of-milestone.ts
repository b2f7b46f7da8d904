import type { Milestone } from "./Milestones.tsx";

/** Where the step of an index stands, of a way on which so many steps are reached. One that broke off failed at the step after them. */
export function standOfMilestone(index: number, reached: number, hasFailed: boolean): Milestone["state"] {
  if (index < reached) return "done";
  if (index > reached) return "todo";
  return hasFailed ? "failed" : "current";
}
