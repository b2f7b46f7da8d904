import { parseDocumentLink } from "@waybill/protocol/documents/document-link";
import type { Step, StepStatus } from "@waybill/protocol/verify/verdict";

/** What the step about documents found of one of them, by its link; undefined where it was not looked at. */
export function documentStatus(steps: readonly Step[], link: string): StepStatus | undefined {
  const step = steps.find(({ id }) => id === "documents");
  if (step === undefined || parseDocumentLink(link) === undefined) return undefined;
  const named = Object.values(step.details ?? {});
  // One that failed ends the step. Those that were not given are named, and the others passed; where none is, none was looked at.
  if (step.status === "failed") return named.includes(link) ? "failed" : "unknown";
  return step.status === "unknown" && (named.length === 0 || named.includes(link)) ? "unknown" : "passed";
}
