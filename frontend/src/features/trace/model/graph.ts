import type { TracedStatement, TraceView } from "@waybill/protocol/schemas/api/trace";
import { timeOf, type LinkKind, type Proof, type TraceFilters } from "./filters.ts";

/** A subject of the trace; its level is negative where it lies back from the goods asked about. */
export interface TraceNode {
  subject: string;
  level: number;
  isCarrier: boolean;
  isFollowed: boolean;
}

export interface TraceLink {
  key: string;
  kind: LinkKind;
  from: string;
  to: string;
  since: string | null;
  until: string | null;
  /** What made it; what ended it where nobody told how it began. */
  statements: readonly TracedStatement[];
  proofs: readonly Proof[];
}

export interface TraceGraph {
  subject: string;
  nodes: ReadonlyMap<string, TraceNode>;
  links: readonly TraceLink[];
  /** Names of products by GTIN. */
  names: ReadonlyMap<string, string>;
}

/** Both directions of a trace as one graph. What both reach is there once, at its nearest level. */
export function graphOf(subject: string, traces: readonly TraceView[]): TraceGraph {
  const nodes = new Map<string, TraceNode>();
  const links = new Map<string, TraceLink>();
  for (const trace of traces) {
    const sign = trace.direction === "back" ? -1 : 1;
    for (const { subject: name, level, role, followed } of trace.nodes) {
      const known = nodes.get(name);
      if (known !== undefined && Math.abs(known.level) <= level) continue;
      nodes.set(name, { subject: name, level: level === 0 ? 0 : sign * level, isCarrier: role === "carrier", isFollowed: followed });
    }
    const statements = new Map((trace.statements ?? []).map((statement) => [statement.commitment, statement]));
    for (const { kind, from, to, since, until, madeBy, endedBy, declaredInError } of trace.links) {
      const named = madeBy.length > 0 || endedBy === null ? madeBy : [endedBy];
      const own = named.flatMap((commitment) => statements.get(commitment) ?? []);
      const key = [kind, from, to, since, until, declaredInError].join(" ");
      links.set(key, { key, kind, from, to, since, until, statements: own, proofs: proofsOf(own, declaredInError) });
    }
  }
  const names = new Map(traces.flatMap(({ products = [] }) => products.map(({ gtin, name }) => [gtin, name] as const)));
  return { subject, nodes, links: [...links.values()], names };
}

/** What can be said of the proof of a link: as much as its weakest statement allows. */
export function proofsOf(statements: readonly TracedStatement[], declaredInError: boolean): Proof[] {
  const states = new Set(statements.map(({ state }) => state));
  const isWaiting = states.size === 0 || states.has("stored") || states.has("pending");
  const isSigned = statements.length > 0 && statements.every(({ authorship }) => authorship === "signed");
  const isFinal = states.size === 1 && states.has("final");
  return [
    ...(declaredInError ? (["error"] as const) : []),
    ...(statements.some(({ disputed }) => disputed) ? (["disputed"] as const) : []),
    ...(isWaiting ? (["waiting"] as const) : isFinal ? (["final", "anchored"] as const) : (["anchored"] as const)),
    isSigned ? "signed" : "claimed",
  ];
}

/** The links that the filters leave, with their ends; the goods asked about stay in any case. */
export function filtered(graph: TraceGraph, { kind, proof, from, to }: TraceFilters): TraceGraph {
  const [begin, end] = [from === undefined ? -Infinity : timeOf(from), to === undefined ? Infinity : timeOf(to)];
  const links = graph.links.filter(
    (link) =>
      (kind === undefined || link.kind === kind) &&
      (proof === undefined || link.proofs.includes(proof)) &&
      (link.since === null || Date.parse(link.since) <= end) &&
      (link.until === null || Date.parse(link.until) >= begin),
  );
  const ends = new Set([graph.subject, ...links.flatMap((link) => [link.from, link.to])]);
  const known = (subject: string) => graph.nodes.get(subject) ?? { subject, level: 0, isCarrier: false, isFollowed: true };
  return { ...graph, links, nodes: new Map([...ends].map((subject) => [subject, known(subject)])) };
}

/** First and last time that any link tells of, or null. */
export function timesOf({ links }: TraceGraph): { first: number; last: number } | null {
  const times = links.flatMap(({ since, until }) => [since, until].flatMap((time) => (time === null ? [] : Date.parse(time))));
  if (times.length === 0) return null;
  return times.reduce(({ first, last }, time) => ({ first: Math.min(first, time), last: Math.max(last, time) }), {
    first: Infinity,
    last: -Infinity,
  });
}
