import type { TraceView } from "@waybill/protocol/schemas/api/trace";
import type { Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../../platform/context.ts";
import { timeText } from "./contents.ts";
import { commitmentsOf } from "./part-rows.ts";
import type { Direction } from "./links-from.ts";
import { walk, type WalkLimits } from "./walk.ts";

/** Where a client finds the proof of each statement that an answer names. */
export const PROOFS = "/api/statements/{commitment}/bundle";

/** What a subject was made from, or what became of it, with the statements that say so. */
export async function traceView(ctx: Pick<Ctx, "tx">, subject: Subject, direction: Direction, limits: WalkLimits): Promise<TraceView> {
  const { nodes, links, stoppedBy } = await walk(ctx, [subject], direction, limits);
  const commitments = await commitmentsOf<Hex32>(
    ctx,
    links.flatMap(({ madeBy, endedBy }) => (endedBy === null ? madeBy : [...madeBy, endedBy])),
  );
  const textOf = timeTexts();
  return {
    ...{ direction, subject, stoppedBy, proofs: PROOFS },
    nodes: nodes
      .sort((a, b) => a.level - b.level || (a.subject < b.subject ? -1 : 1))
      .map((node) => ({
        ...{ subject: node.subject as Subject, level: node.level },
        ...{ role: node.goesDown ? "goods" : "carrier", followed: node.isFollowed },
      })),
    links: links.map(({ kind, from, to, since, until, madeBy, endedBy, declaredInError }) => ({
      ...{ kind, from: from as Subject, to: to as Subject, since: textOf(since), until: textOf(until) },
      madeBy: madeBy.flatMap((sequence) => commitments.get(sequence) ?? []),
      endedBy: endedBy === null ? null : (commitments.get(endedBy) ?? null),
      declaredInError,
    })),
  };
}

/** Times as text; one moment begins and ends many links. */
function timeTexts(): (at: number | null) => string | null {
  const known = new Map<number | null, string | null>();
  return (at) => {
    const text = known.get(at) ?? timeText(at);
    known.set(at, text);
    return text;
  };
}
