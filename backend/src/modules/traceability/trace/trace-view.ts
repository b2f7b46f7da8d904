import type { CompactTraceView } from "@waybill/protocol/schemas/api/trace";
import type { Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { Direction, Link } from "./links-from.ts";
import type { Reached } from "./reached.ts";
import { walk, type WalkLimits } from "./walk.ts";

/** Where a client finds the proof of each statement that an answer names. */
export const PROOFS = "/api/statements/{commitment}/bundle";

/** What a subject was made from, or what became of it, with the statements that say so: everything named once. */
export async function compactTraceView(
  ctx: Pick<Ctx, "tx">,
  subject: Subject,
  direction: Direction,
  limits: WalkLimits,
): Promise<CompactTraceView> {
  const { nodes, subjects, links, stoppedBy } = await walk(ctx, [subject], direction, limits);
  const naming = named(ctx, links);
  const places = placesOf(nodes, subjects);
  const { commitments, placeOf } = await naming;
  const found = links.map((link): CompactTraceView["links"][number] => {
    const madeBy = link.madeBy.flatMap((sequence) => placeOf(sequence) ?? []);
    const endedBy = link.endedBy === null ? null : placeOf(link.endedBy);
    return [link.kind, places.of(link.from), places.of(link.to), link.since, link.until, madeBy, endedBy, link.declaredInError];
  });
  return {
    ...{ form: "compact", direction, subject, stoppedBy, proofs: PROOFS },
    subjects: places.subjects as Subject[],
    levels: nodes.map(({ level }) => level),
    carriers: placesWhere(nodes, ({ goesDown }) => !goesDown),
    border: placesWhere(nodes, ({ isFollowed }) => !isFollowed),
    ...{ commitments, links: found },
  };
}

/** Sorts nodes by level and name, and gives each its place there; what only a link names is added behind them. */
function placesOf(nodes: Reached[], names: readonly string[]) {
  nodes.sort((a, b) => a.level - b.level || (a.subject < b.subject ? -1 : 1));
  const subjects = nodes.map(({ subject }) => subject);
  const places: (number | undefined)[] = new Array<undefined>(names.length).fill(undefined);
  nodes.forEach(({ number }, place) => (places[number] = place));
  const of = (number: number): number => (places[number] ??= subjects.push(names[number] ?? "") - 1);
  return { subjects, of };
}

/** The statements that links name, and the place of each among them by its sequence. */
async function named(ctx: Pick<Ctx, "tx">, links: readonly Link[]) {
  const sequences = new Set<number>();
  for (const { madeBy, endedBy } of links) {
    for (const sequence of madeBy) sequences.add(sequence);
    if (endedBy !== null) sequences.add(endedBy);
  }
  const [known] = await selectRows<{ sequences: number[] | null; commitments: Hex32[] | null }>(
    ctx,
    `SELECT array_to_json(array_agg(sequence)) AS sequences, array_to_json(array_agg(commitment)) AS commitments FROM statements
     WHERE sequence = ANY($1::bigint[])`,
    [`{${[...sequences].join(",")}}`],
  );
  const places = new Map((known?.sequences ?? []).map((sequence, place) => [sequence, place]));
  return { commitments: known?.commitments ?? [], placeOf: (sequence: number) => places.get(sequence) ?? null };
}

function placesWhere(nodes: readonly Reached[], isMeant: (node: Reached) => boolean): number[] {
  return nodes.flatMap((node, place) => (isMeant(node) ? [place] : []));
}
