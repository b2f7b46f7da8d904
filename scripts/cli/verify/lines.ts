import type { AuditVerdict } from "../../../protocol/src/audit/verify-dump.ts";
import type { CertificateVerdict } from "../../../protocol/src/certificates/check-certificate.ts";
import type { EscalationVerdict } from "../../../protocol/src/recall/verify-escalation.ts";
import { formatGrams } from "../../../protocol/src/measures/grams.ts";
import { visibleText } from "../../../protocol/src/typed-data/plain-text.ts";
import {
  standingsOf,
  type DisclosureVerdict,
  type EventVerdict,
  type JourneyVerdict,
  type Outcome,
  type Step,
  type StepStatus,
} from "../../../protocol/src/verify/verdict.ts";

const MARKS: Record<StepStatus, string> = { passed: "✓ passed ", failed: "✗ failed ", unknown: "? unknown" };

/** The first ones name the rows; the others follow from them more often than not. */
const SHOWN_FINDINGS = 20;

const SENTENCES: Record<Outcome, string> = {
  verified: "✓ VERIFIED: every step passed.",
  failed: "✗ FAILED: at least one step contradicts the bundle.",
  unknown: "? UNKNOWN: nothing contradicts the bundle, but not everything could be checked.",
};

/** A statement's verdict as text for a terminal, one line per step. */
export function eventLines(verdict: EventVerdict): string[] {
  return [...eventPart(verdict), "", sentenceOf(verdict.outcome, [verdict]), ...standingLines([verdict])];
}

/** A journey's verdict: what concerns the whole, each statement, each history, each custody. */
export function journeyLines(verdict: JourneyVerdict): string[] {
  const parts = [
    ["Journey", ...stepLines(verdict.steps)],
    ...verdict.events.map(eventPart),
    ...verdict.histories.map(({ subject, count, steps }) => [
      `History of ${visibleText(subject)} (${count} statements)`,
      ...stepLines(steps),
    ]),
    ...verdict.custody.map(({ subject, holder, steps }) => [
      `Custody of ${visibleText(subject)}${holder === undefined ? "" : `, held by ${holder}`}`,
      ...stepLines(steps),
    ]),
  ];
  const { outcome, events } = verdict;
  return [...parts.flatMap((part) => [...part, ""]), sentenceOf(outcome, events), ...standingLines(events)];
}

function sentenceOf(outcome: Outcome, events: readonly EventVerdict[]): string {
  const isPartial = outcome === "verified" && standingsOf(events).withdrawn > 0;
  return isPartial ? "✓ VERIFIED: every step passed of all that its author has not withdrawn." : SENTENCES[outcome];
}

/** What belongs to the sentence, whichever it is: nobody hides a bad event by withdrawing it. */
function standingLines(events: readonly EventVerdict[]): string[] {
  const { withdrawn, disputed } = standingsOf(events);
  const statements = (count: number, was: string, were: string) => (count === 1 ? `1 statement ${was}` : `${count} statements ${were}`);
  return [
    ...(withdrawn > 0
      ? [`  ${statements(withdrawn, "was withdrawn by its author", "were withdrawn by their authors")}: shown, counted for nothing.`]
      : []),
    ...(disputed > 0 ? [`  ${statements(disputed, "is", "are")} disputed by another organisation.`] : []),
  ];
}

/** A disclosure's verdict, then every field shown as it was proven. */
export function disclosureLines({ commitment, steps, disclosed, outcome }: DisclosureVerdict): string[] {
  const fields = (disclosed?.fields ?? []).map(({ pointer, json }) => `  ${visibleText(pointer)}  ${visibleText(json)}`);
  const shown = disclosed === undefined ? [] : ["", `Fields shown (${disclosed.hidden} more stay hidden)`, ...fields];
  return [commitment === "" ? "Unreadable disclosure" : `Statement ${commitment}`, ...stepLines(steps), ...shown, "", SENTENCES[outcome]];
}

/** An escalation's verdict: which recall it belongs to, one line per step, and the sentence. */
export function escalationLines({ record, steps, outcome }: EscalationVerdict): string[] {
  const name = record ? `Escalation ${record.tier} of recall ${record.notice}` : "Unreadable escalation";
  return [name, ...stepLines(steps), "", SENTENCES[outcome].replace("bundle", "proof")];
}

/** A certificate's verdict: what was retired, one line per step, and the sentence. */
export function certificateLines({ certificate, steps, outcome }: CertificateVerdict): string[] {
  const names = certificate
    ? [
        `Retirement ${certificate.retirement}`,
        `  ${formatGrams(BigInt(certificate.grams))} of CO₂e in the name of ${certificate.beneficiary}`,
      ]
    : ["Unreadable certificate"];
  return [...names, ...stepLines(steps), "", SENTENCES[outcome].replace("bundle", "certificate")];
}

/** What an audit dump comes to: one line per finding, then one per step, and the sentence. */
export function auditLines({ entries, findings, steps, outcome }: AuditVerdict): string[] {
  const shown = findings.slice(0, SHOWN_FINDINGS).map(({ text }) => `  ${visibleText(text)}`);
  const more = findings.length > shown.length ? [`  … ${findings.length - shown.length} more.`] : [];
  const found = shown.length === 0 ? [] : ["", "Findings", ...shown, ...more];
  return [`Audit log of ${entries} rows`, ...stepLines(steps), ...found, "", SENTENCES[outcome].replace("bundle", "dump")];
}

function eventPart({ eventId, commitment, steps }: EventVerdict): string[] {
  const names = eventId === "" ? ["Unreadable bundle"] : [`Event ${eventId}`, `  commitment ${commitment}`];
  return [...names, ...stepLines(steps)];
}

function stepLines(steps: readonly Step<string>[]): string[] {
  return steps.map(({ id, status, reason }) => `  ${MARKS[status]}  ${id.padEnd(14)}  ${reason}`);
}
