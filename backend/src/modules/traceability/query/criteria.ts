/** How a value of an event compares with the one asked for. */
export type Comparison = "EQ" | "GT" | "GE" | "LT" | "LE";

export type TextColumn = "event_type" | "action" | "biz_step" | "disposition" | "read_point" | "biz_location";
export type TimeColumn = "event_time" | "recorded_at";

/** A test of one fact. Texts are keys as the index holds them. */
export type FactTest =
  | { text: string }
  /** Every text that begins with this. */
  | { prefix: string }
  | { number: string; compare: Comparison; /** Numbers alone, not text that reads as one. */ isTyped: boolean }
  | { moment: string; compare: Comparison };

/** One condition of a query; an event matches when it meets all of them. */
export type Criterion =
  | { kind: "text"; column: TextColumn; oneOf: readonly string[] }
  | { kind: "time"; column: TimeColumn; compare: Comparison; moment: string }
  | FactCriterion
  | { kind: "eventId"; oneOf: readonly string[] }
  /** Statements stored between two others, the second of them included: a narrow window. */
  | { kind: "sequence"; after: bigint; through: bigint }
  /** One of the places, or what master data puts below them. */
  | { kind: "within"; column: "read_point" | "biz_location"; places: readonly string[] };

/** Some fact of one of these names passes one of the tests; without tests its presence is enough. */
export interface FactCriterion {
  kind: "fact";
  names: readonly string[];
  anyOf: readonly FactTest[];
}

export type OrderKey = { by: "sequence" } | { by: TimeColumn } | { by: "field"; name: string };

/** A query of events, whatever way it came. */
export interface EventQuery {
  criteria: readonly Criterion[];
  order: OrderKey;
  direction: "ASC" | "DESC";
  /** Events in all; the rest is left out. */
  eventCountLimit: number | null;
  /** Events in all; more are an error. */
  maxEventCount: number | null;
}
