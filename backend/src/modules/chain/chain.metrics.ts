import { registerGauges } from "../../platform/gauges.ts";
import { FAMILIES } from "./metrics/families.ts";
import { readSnapshot, type MetricsParts } from "./metrics/snapshot.ts";

/** Gauges of the chain engine. */
export function registerChainMetrics(parts: MetricsParts): void {
  registerGauges(parts.app, FAMILIES, () => readSnapshot(parts));
}
