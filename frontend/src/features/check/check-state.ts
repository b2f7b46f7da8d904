import { evidenceAsChecked } from "@waybill/protocol/evidence/checked-evidence";
import {
  outcomeOf,
  type CustodyVerdict,
  type DisclosureVerdict,
  type EventVerdict,
  type HistoryVerdict,
  type JourneyVerdict,
  type Step,
} from "@waybill/protocol/verify/verdict";
import { NOT_CHECKED, type CheckResult } from "../../lib/check-result.ts";
import { documentStatus } from "./document-status.ts";
import { isWhatWasSaid } from "./is-what-was-said.ts";
import type { PlannedStatement, VerifyReply } from "../../workers/verify-messages.ts";

/** One statement under check: its steps as they come, and its verdict at the end. */
export interface CheckedStatement {
  plan: PlannedStatement;
  steps: readonly Step[];
  verdict: EventVerdict | null;
}

export interface CheckState {
  phase: "idle" | "fetching" | "running" | "done" | "unreadable" | "failed";
  subject: string | null;
  statements: readonly CheckedStatement[];
  histories: readonly (HistoryVerdict | null)[];
  custody: readonly (CustodyVerdict | null)[];
  verdict: JourneyVerdict | null;
  /** Of a file with single fields: nothing else is set then. */
  disclosure: DisclosureVerdict | null;
  /** Why it could not be read or run. */
  reason: string | null;
}

export const IDLE: CheckState = {
  phase: "idle",
  subject: null,
  statements: [],
  histories: [],
  custody: [],
  verdict: null,
  disclosure: null,
  reason: null,
};

export type CheckAction = VerifyReply | { type: "fetch" } | { type: "start" } | { type: "fail"; reason: string } | { type: "reset" };

/** What a message of the worker, or a click, makes of what is shown. */
export function reduceCheck(state: CheckState, action: CheckAction): CheckState {
  switch (action.type) {
    case "fetch":
      return { ...IDLE, phase: "fetching" };
    case "start":
      return { ...IDLE, phase: "running" };
    case "reset":
      return IDLE;
    case "fail":
      return { ...IDLE, phase: "failed", reason: action.reason };
    case "unreadable":
      return { ...IDLE, phase: "unreadable", reason: action.reason };
    case "plan":
      return {
        ...state,
        subject: action.subject,
        statements: action.statements.map((plan) => ({ plan, steps: [], verdict: null })),
        histories: Array.from({ length: action.histories }, () => null),
        custody: Array.from({ length: action.custody }, () => null),
      };
    case "step":
      return { ...state, statements: change(state.statements, action.index, (old) => ({ ...old, steps: [...old.steps, action.step] })) };
    case "event":
      return {
        ...state,
        statements: change(state.statements, action.index, (old) => ({ ...old, steps: action.verdict.steps, verdict: action.verdict })),
      };
    case "history":
      return { ...state, histories: change(state.histories, action.index, () => action.verdict) };
    case "custody":
      return { ...state, custody: change(state.custody, action.index, () => action.verdict) };
    case "disclosure":
      return { ...state, phase: "done", disclosure: action.verdict };
    case "done":
      return { ...state, phase: "done", verdict: action.verdict };
  }
}

function change<T>(list: readonly T[], index: number, by: (old: T) => T): readonly T[] {
  return list.map((item, at) => (at === index ? by(item) : item));
}

/** What the rest of the page needs to know. A check that broke off has shown nothing. */
export function resultOf(state: CheckState, now = new Date()): CheckResult {
  const known = state.statements.flatMap(({ plan, verdict }) =>
    verdict === null ? [] : [[plan.commitment, outcomeOf(verdict.steps)] as const],
  );
  const total = state.statements.length;
  const said = new Map(state.statements.map(({ plan }) => [plan.commitment, plan] as const));
  const isSaid: CheckResult["isSaid"] = (shown) => isWhatWasSaid(shown, said.get(shown.commitment));
  const documentOf: CheckResult["documentOf"] = (commitment, link) =>
    documentStatus(state.statements.find(({ plan }) => plan.commitment === commitment)?.steps ?? [], link);
  const result = { statements: new Map(known), total, isSaid, documentOf, evidence: new Map() };
  if (state.phase === "done")
    return { ...result, phase: "done", outcome: state.verdict?.outcome ?? "unknown", evidence: evidenceOf(state, now) };
  return state.phase === "running" || state.phase === "fetching" ? { ...result, phase: "running" } : NOT_CHECKED;
}

function evidenceOf({ statements }: CheckState, now: Date): CheckResult["evidence"] {
  const checked = statements.flatMap(({ plan, verdict }) => (verdict === null ? [] : [{ ...plan, verdict }]));
  return new Map(checked.map((statement) => [statement.commitment, evidenceAsChecked(statement, checked, now)]));
}
