import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** Prometheus metrics of one process. Labels hold route templates and states, never identifiers: they must stay few. */
export interface Metrics {
  registry: Registry;
  requestSeconds: Histogram<"method" | "route" | "status">;
  outboxSubscribers: Gauge;
  defects: Counter<"where">;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requestSeconds: new Histogram({
      name: "waybill_http_request_duration_seconds",
      help: "Time from request to answer.",
      labelNames: ["method", "route", "status"],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5],
      registers,
    }),
    outboxSubscribers: new Gauge({ name: "waybill_stream_subscribers", help: "Open event streams.", registers }),
    defects: new Counter({ name: "waybill_defects_total", help: "Errors that are bugs of ours.", labelNames: ["where"], registers }),
  };
}
