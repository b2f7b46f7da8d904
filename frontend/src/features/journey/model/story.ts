import type { JourneyView, Party, Place, StatementView } from "@waybill/protocol/schemas/api/traceability";

/** One event of the journey with every statement about it: more than one means that others confirm it. */
export interface StoryEvent {
  eventId: string;
  /** The first statement that its author has not withdrawn, or the first; what it says is shown. */
  first: StatementView;
  statements: readonly StatementView[];
  /** Accounts that reported it, each once. */
  reporters: readonly Party[];
  /** About the subject that was asked for, not only about what it was made from or travelled in. */
  isDirect: boolean;
}

/** Statements as events in order of time; error declarations stay events of their own kind beside what they correct. */
export function eventsOf(journey: JourneyView): StoryEvent[] {
  const groups = new Map<string, StatementView[]>();
  for (const statement of [...journey.statements].sort(byTime)) {
    const key = statement.declaresError ? statement.commitment : statement.eventId;
    groups.set(key, [...(groups.get(key) ?? []), statement]);
  }
  return [...groups.values()].flatMap((statements) => {
    const first = statements.find(({ declaredInError }) => !declaredInError) ?? statements[0];
    if (first === undefined) return [];
    const isDirect = first.items.some((item) => item.subject === journey.subject);
    return [{ eventId: first.eventId, first, statements, reporters: partiesOf(statements), isDirect }];
  });
}

function byTime(a: StatementView, b: StatementView): number {
  return Date.parse(a.eventTime) - Date.parse(b.eventTime) || Date.parse(a.capturedAt) - Date.parse(b.capturedAt);
}

/** Authors of statements, each account once, in order of appearance. */
export function partiesOf(statements: readonly StatementView[]): Party[] {
  return [...new Map(statements.map(({ author }) => [author.account as string, author])).values()];
}

/** How often an organisation said something, and whether with its own key. */
export interface Voice {
  party: Party;
  signed: number;
  claimed: number;
}

/** Who says so: the loudest first. */
export function voicesOf(statements: readonly StatementView[]): Voice[] {
  return partiesOf(statements)
    .map((party) => {
      const own = statements.filter(({ author }) => author.account === party.account);
      const signed = own.filter(({ authorship }) => authorship === "signed").length;
      return { party, signed, claimed: own.length - signed };
    })
    .sort((a, b) => b.signed + b.claimed - (a.signed + a.claimed));
}

/** The three facts that a reader wants first. Each names the statement it comes from. */
export interface KeyFacts {
  origin: StoryEvent | null;
  lastSeen: StoryEvent | null;
  lastChange: StoryEvent | null;
}

/**
 * Origin: the earliest event that brought goods into being, upstream included, else the earliest one with a place. Last seen: the latest one about the subject itself, if it has a place. What only speaks of a recall saw nothing.
 */
export function keyFactsOf(events: readonly StoryEvent[]): KeyFacts {
  const standing = events.filter(({ first }) => !first.declaresError && !first.declaredInError);
  const placed = standing.filter(({ first }) => first.place !== null && !first.recallOnly);
  const direct = standing.filter(({ isDirect }) => isDirect);
  const lastSeen = placed.findLast(({ isDirect }) => isDirect) ?? placed.at(-1) ?? null;
  const origin = placed.find(({ first }) => first.eventType === "ObjectEvent" && first.action === "ADD") ?? placed[0] ?? null;
  return { origin, lastSeen, lastChange: direct.at(-1) ?? standing.at(-1) ?? null };
}

/** At least in a block. */
export function isAnchored({ state }: StatementView): boolean {
  return state === "included" || state === "safe" || state === "final";
}

/** How many statements are anchored at least in a block, and how many are final. */
export function anchoredCount(statements: readonly StatementView[]): { anchored: number; final: number } {
  const anchored = statements.filter(isAnchored).length;
  return { anchored, final: statements.filter(({ state }) => state === "final").length };
}

/** A place where the goods were for one or more events in a row. */
export interface Stop {
  place: Place;
  events: readonly StoryEvent[];
}

/** The route: places in order of time, neighbours merged. Places without coordinates are kept: the table shows them too. Where somebody spoke of a recall is no stop. */
export function stopsOf(events: readonly StoryEvent[]): Stop[] {
  const stops: { place: Place; events: StoryEvent[] }[] = [];
  for (const event of events) {
    const { place, declaresError, recallOnly } = event.first;
    if (place === null || declaresError || recallOnly) continue;
    const last = stops.at(-1);
    if (last?.place.gln === place.gln) last.events.push(event);
    else stops.push({ place, events: [event] });
  }
  return stops;
}
