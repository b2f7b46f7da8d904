import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { z } from "zod";
import { durationSeconds, parseExpression, type Expression } from "./promql.ts";

export const RULES_FILE = new URL("../../../docs/alerts/waybill.rules.yaml", import.meta.url);

const rule = z.strictObject({
  alert: z.string().regex(/^Waybill[A-Za-z]+$/),
  expr: z.string(),
  for: z.string().optional(),
  labels: z.strictObject({ severity: z.enum(["page", "ticket"]) }),
  annotations: z.strictObject({ summary: z.string(), runbook_url: z.string() }),
});
const file = z.strictObject({ groups: z.array(z.strictObject({ name: z.string(), rules: z.array(rule) })) });

export interface AlertRule {
  name: string;
  expression: Expression;
  /** How long the expression must hold before the alert fires. */
  forSeconds: number;
  runbook: string;
}

/** The rules that ship, read strictly: a misspelt member would silently do nothing in Prometheus. */
export function readRules(text = readFileSync(RULES_FILE, "utf8")): AlertRule[] {
  return file.parse(load(text)).groups.flatMap(({ rules }) =>
    rules.map((one) => ({
      name: one.alert,
      expression: parseExpression(one.expr),
      forSeconds: one.for === undefined ? 0 : durationSeconds(one.for),
      runbook: one.annotations.runbook_url,
    })),
  );
}
