import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { canonicalDigitalLink, parseDigitalLink } from "@waybill/protocol/identifiers/digital-link";
import { isLot } from "@waybill/protocol/identifiers/is-lot";
import type { SpanView, StateView } from "@waybill/protocol/schemas/api/trace";
import type { Party } from "@waybill/protocol/schemas/api/traceability";
import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { covers, type Span } from "@waybill/protocol/trace/spans";
import { stateOf, type Answer, type Seen } from "@waybill/protocol/trace/state";
import type { Ctx } from "../../../platform/context.ts";
import { partiesByAccount } from "../../identity/identity.queries.ts";
import { placesByGln } from "../../master-data/master-data.queries.ts";
import { MAX_READ_CHARACTERS, statementsBySequence } from "../statement-rows.ts";
import type { CustodyOfUnits } from "../traceability.ports.ts";
import { MAX_CONTENTS, spansOfContents, spanViews } from "./contents.ts";
import { timeline, staysOf, type Stay } from "./timeline.ts";
import { PROOFS } from "./trace-view.ts";

/** Newest events that a state is made of; what was said before and never since is unknown, and the answer says so. */
const MAX_EVENTS = 500;
/** Units that hold parts of one lot. */
const MAX_POSITIONS = 50;
/** Units one within the other. */
const MAX_LEVELS = 16;

type Position = StateView["positions"][number];

interface Source {
  commitment: Hex32;
  account: Address;
  at: number;
  via: string | null;
}

/** Where a subject is at a moment, who has it, what it is in, and in what state: each with the event that says so. */
export async function stateView(ctx: Ctx, custody: CustodyOfUnits, subject: Subject, at: Date): Promise<StateView> {
  const { spans: open, isCut: isOpenCut } = await openSpans(ctx, subject, at.getTime());
  const spans = open.slice(0, MAX_CONTENTS);
  const holding = isLot(subject) ? spans.filter(({ content }) => content === subject).slice(0, MAX_POSITIONS + 1) : [];
  const parts = [
    { unit: subject as string, span: null as Span | null },
    ...holding.slice(0, MAX_POSITIONS).map((span) => ({ unit: span.unit, span })),
  ];
  let truncated = isOpenCut || open.length > MAX_CONTENTS || holding.length > MAX_POSITIONS;
  let room = MAX_READ_CHARACTERS;
  const positions: Position[] = [];
  for (const { unit, span } of parts) {
    const { seen, isCut, characters } = await seenOf(ctx, unit, { isAlone: isLot(unit), at: at.getTime(), room });
    room = Math.max(0, room - characters);
    truncated ||= isCut;
    positions.push(await positionOf(ctx, unit, span, seen));
  }
  return {
    ...{ subject, at: at.toISOString(), positions, truncated, proofs: PROOFS },
    inside: await spanViews(ctx, spans),
    custody: [...(await custody.custodyOfSubjects(ctx, [subject, ...new Set(spans.map(({ unit }) => unit))]))],
  };
}

/** What the subject is in, what that is in, and so on. */
async function openSpans(ctx: Ctx, subject: string, at: number): Promise<{ spans: Span[]; isCut: boolean }> {
  const open: Span[] = [];
  let isCut = false;
  const seen = new Set([subject]);
  let frontier = [subject];
  for (let level = 0; level < MAX_LEVELS && frontier.length > 0 && open.length <= MAX_CONTENTS; level++) {
    const { spans, isCut: isLevelCut } = await spansOfContents(ctx, frontier);
    const found = spans.filter((span) => covers(span, at));
    isCut ||= isLevelCut;
    open.push(...found);
    frontier = [...new Set(found.map(({ unit }) => unit))].filter((unit) => !seen.has(unit));
    for (const unit of frontier) seen.add(unit);
  }
  return { spans: open, isCut };
}

interface Seeing {
  /** A lot: nothing that it was packed into tells of all of it. */
  isAlone: boolean;
  at: number;
  /** Characters of events that may still be read. */
  room: number;
}

/** The newest events about a unit; of a single thing also those of what carried it. */
async function seenOf(
  ctx: Ctx,
  unit: string,
  { isAlone, at, room }: Seeing,
): Promise<{ seen: Seen<Source>[]; isCut: boolean; characters: number }> {
  const alone = { stays: [{ subject: unit, unit, since: -Infinity, until: Infinity }], isCut: false };
  const { stays, isCut } = isAlone ? alone : await staysOf(ctx, [unit]);
  const until = stays.map((stay): Stay => ({ ...stay, until: Math.min(stay.until, at) }));
  const events = await timeline(ctx, until, { after: null, limit: MAX_EVENTS, isNewestFirst: true });
  const rows = await statementsBySequence(
    ctx,
    events.map(({ sequence }) => sequence),
    room,
  );
  const characters = rows.reduce((sum, { eventJson }) => sum + eventJson.length, 0);
  const seen = events.flatMap(({ subjects, at: time, declaredInError }, index): Seen<Source>[] => {
    const row = rows[index];
    if (row === undefined || declaredInError) return [];
    const via = subjects.includes(unit) ? null : (subjects[0] ?? null);
    return [
      {
        event: JSON.parse(row.eventJson) as JsonObject,
        subjects,
        source: { commitment: row.commitment, account: row.account, at: time, via },
      },
    ];
  });
  return { seen, isCut: isCut || events.length === MAX_EVENTS || rows.length < events.length, characters };
}

async function positionOf(ctx: Ctx, unit: string, span: Span | null, seen: readonly Seen<Source>[]): Promise<Position> {
  const state = stateOf(unit, seen);
  const accounts = [...new Set(seen.map(({ source }) => source.account))];
  const parties = await partiesByAccount(ctx, accounts);
  const gln = state.place === null ? undefined : parseDigitalLink(canonicalDigitalLink(state.place.value.id) ?? "")?.key.value;
  const name = gln === undefined ? null : ((await placesByGln(ctx, [gln])).get(gln)?.name ?? null);
  const told = <Value>(answer: Answer<Value, Source> | null) => answerView(answer, parties);
  const [last] = seen;
  return {
    ...{ unit: unit as Subject, amount: span?.amount ?? null },
    place: told(state.place && { ...state.place, value: { ...state.place.value, name } }),
    headingFor: told(state.headingFor),
    holder: told(state.holder),
    owner: told(state.owner),
    disposition: told(state.disposition),
    conditions: state.conditions.map(told),
    ended: told(state.ended),
    lastEvent: told(last === undefined ? null : { value: String(last.event["type"]), source: last.source }),
  };
}

function answerView<Value>(answer: Answer<Value, Source> | null, parties: ReadonlyMap<Address, Party>) {
  if (answer === null) return null;
  const { commitment, account, at, via } = answer.source;
  return {
    value: answer.value,
    since: new Date(at).toISOString(),
    statement: commitment,
    author: parties.get(account) ?? { account, name: null, gln: null, country: null },
    via: via as SpanView["unit"] | null,
  };
}
