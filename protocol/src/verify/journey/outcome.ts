import { isCorrection } from "../../hashing/corrects.ts";
import type { BundledStatement } from "../../schemas/bundle.ts";
import { unknown, type Finding } from "../step.ts";
import type { EventVerdict, Outcome } from "../verdict.ts";

/**
 * What a statement makes of its journey. One that its author withdrew counts for nothing, unless evidence contradicts the bundle, or an
 * event that is to stand in its place is missing.
 */
export function weightOf({ outcome, standing, steps }: EventVerdict): Outcome {
  if (outcome === "failed" || standing.state !== "corrected") return outcome;
  return steps.find(({ id }) => id === "corrections")?.status === "passed" ? "verified" : "unknown";
}

/** A journey on which nothing stands any more shows nothing. */
export function checkStanding(bundles: readonly BundledStatement[], verdicts: readonly EventVerdict[]): Finding | undefined {
  const stands = bundles.some(({ event }, index) => !isCorrection(event) && verdicts[index]?.standing.state !== "corrected");
  if (bundles.length === 0 || stands) return undefined;
  return unknown("Every event of this journey was withdrawn by its author: nothing is left that it could show.");
}
