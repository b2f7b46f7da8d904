import type { ContainmentView, ContentsView, SpanView } from "@waybill/protocol/schemas/api/trace";
import type { Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { covers, spansOf, type Span } from "@waybill/protocol/trace/spans";
import type { Ctx } from "../../../platform/context.ts";
import { childRows, commitmentsOf, MAX_PARTS, movesKnownAt, movesOf } from "./part-rows.ts";
import { PROOFS } from "./trace-view.ts";

type Reading = Pick<Ctx, "tx">;

/** Things that one answer lists. */
export const MAX_CONTENTS = 10_000;

/**
 * What units held and hold, by time. Statements that were taken back do not count.
 *
 * @param knownAt sequence of a statement: what was put in counts, although it was taken back after that
 */
export async function spansIn(ctx: Reading, units: readonly string[], knownAt?: string): Promise<{ spans: Span[]; isCut: boolean }> {
  const children = await childRows(ctx, { units });
  const moves = knownAt === undefined ? movesOf(children) : await movesKnownAt(ctx, children, knownAt);
  return { spans: spansOf(moves), isCut: children.length >= MAX_PARTS };
}

/** What subjects were and are in, by time. */
export async function spansOfContents(ctx: Reading, subjects: readonly string[]): Promise<{ spans: Span[]; isCut: boolean }> {
  const children = await childRows(ctx, { contents: subjects });
  const emptyings = await childRows(ctx, { emptied: [...new Set(children.map(({ unit }) => unit))] });
  return { spans: spansOf(movesOf([...children, ...emptyings])), isCut: Math.max(children.length, emptyings.length) >= MAX_PARTS };
}

/** What a unit held at a moment, level by level. A circle is followed once. `knownAt` as of `spansIn`. */
export async function contentsView(ctx: Reading, subject: Subject, at: Date, levels: number, knownAt?: string): Promise<ContentsView> {
  const found: { span: Span; level: number }[] = [];
  const seen = new Set<string>([subject]);
  let truncated = false;
  let units: string[] = [subject];
  for (let level = 1; level <= levels && units.length > 0; level++) {
    const { spans, isCut } = await spansIn(ctx, units, knownAt);
    const inside = spans.filter((span) => covers(span, at.getTime())).slice(0, MAX_CONTENTS - found.length + 1);
    truncated ||= isCut || found.length + inside.length > MAX_CONTENTS;
    found.push(...inside.map((span) => ({ span, level })));
    units = [...new Set(inside.map(({ content }) => content))].filter((content) => !seen.has(content));
    for (const unit of units) seen.add(unit);
    if (truncated) break;
  }
  const shown = found.slice(0, MAX_CONTENTS);
  const views = await spanViews(
    ctx,
    shown.map(({ span }) => span),
  );
  const contents = views.map((view, index) => ({ ...view, level: shown[index]?.level ?? 1 }));
  return { subject, at: at.toISOString(), contents, truncated, proofs: PROOFS };
}

/** Where a subject was inside, and what it held. */
export async function containmentView(ctx: Reading, subject: Subject): Promise<ContainmentView> {
  const [inside, held] = [await spansOfContents(ctx, [subject]), await spansIn(ctx, [subject])];
  const cut = (spans: readonly Span[]) => spans.toSorted((a, b) => (a.since ?? -Infinity) - (b.since ?? -Infinity)).slice(0, MAX_CONTENTS);
  return {
    subject,
    inside: await spanViews(ctx, cut(inside.spans)),
    held: await spanViews(ctx, cut(held.spans)),
    truncated: inside.isCut || held.isCut || Math.max(inside.spans.length, held.spans.length) > MAX_CONTENTS,
    proofs: PROOFS,
  };
}

export async function spanViews(ctx: Reading, spans: readonly Span[]): Promise<SpanView[]> {
  const moves = spans.flatMap(({ begunBy, endedBy }) => [begunBy, endedBy].flatMap((move) => move ?? []));
  const commitments = await commitmentsOf<Hex32>(
    ctx,
    moves.map(({ sequence }) => sequence),
  );
  const told = (move: Span["begunBy"]) => (move === null ? null : (commitments.get(String(move.sequence)) ?? null));
  return spans.map(({ unit, content, kind, since, until, amount, begunBy, endedBy }) => ({
    ...{ unit: unit as Subject, content: content as Subject, kind, amount },
    ...{ since: timeText(since), until: timeText(until), begunBy: told(begunBy), endedBy: told(endedBy) },
  }));
}

/** A moment as the API writes it. */
export function timeText(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
