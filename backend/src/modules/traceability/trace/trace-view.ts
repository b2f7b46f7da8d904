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
  const { nodes, links, stoppedBy } = await walk(ctx, [subject], direction, limits);
  const naming = named(ctx, links);
  nodes.sort((a, b) => a.level - b.level || (a.subject < b.subject ? -1 : 1));
  const places = new Map(nodes.map((node, place) => [node.subject, place]));
  const { commitments, placeOf } = await naming;
  const found = links.map((link): CompactTraceView["links"][number] => {
    const madeBy = link.madeBy.flatMap((sequence) => placeOf(sequence) ?? []);
    const endedBy = link.endedBy === null ? null : placeOf(link.endedBy);
    return [link.kind, placeIn(places, link.from), placeIn(places, link.to), link.since, link.until, madeBy, endedBy, link.declaredInError];
  });
  return {
    ...{ form: "compact", direction, subject, stoppedBy, proofs: PROOFS },
    subjects: [...places.keys()] as Subject[],
    levels: nodes.map(({ level }) => level),
    carriers: placesWhere(nodes, ({ goesDown }) => !goesDown),
    border: placesWhere(nodes, ({ isFollowed }) => !isFollowed),
    ...{ commitments, links: found },
  };
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

/** What only a link names is added behind the nodes. */
function placeIn(places: Map<string, number>, subject: string): number {
  const known = places.get(subject);
  if (known !== undefined) return known;
  places.set(subject, places.size);
  return places.size - 1;
}

function placesWhere(nodes: readonly Reached[], isMeant: (node: Reached) => boolean): number[] {
  return nodes.flatMap((node, place) => (isMeant(node) ? [place] : []));
}
