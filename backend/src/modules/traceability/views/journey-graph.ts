import type { JourneyView } from "@waybill/protocol/schemas/api/traceability";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";

/** How far back a journey is followed: longer supply chains exist, longer than this they do not fit a page. */
const MAX_STEPS = 16;
/** Lots and units on one journey. */
const MAX_SUBJECTS = 200;
/** Links read per step; a lot packed into more pallets than this is cut, and the view says so. */
const MAX_LINKS = 5_000;

type Relation = JourneyView["related"][number]["relation"];

export interface JourneyGraph {
  /** The subject asked for, what it was made from, and the units that carried any of these. Their statements make the journey. */
  subjects: string[];
  related: { subject: string; relation: Relation; via: Hex32 }[];
  isTruncated: boolean;
}

interface Link {
  subject: string;
  other: string;
  relation: Relation;
  via: Hex32;
}

/**
 * Follows a subject upstream: from outputs to inputs, and from what is packed to what it is packed in. What it became
 * part of, and what it contains, is named but not followed: that is other goods' journey.
 */
export async function journeyGraph(ctx: Pick<Ctx, "tx">, root: string): Promise<JourneyGraph> {
  const subjects = new Set([root]);
  const related = new Map<string, JourneyGraph["related"][number]>();
  let isTruncated = false;
  let frontier = [root];
  for (let step = 0; step < MAX_STEPS && frontier.length > 0; step++) {
    const links = await linksFrom(ctx, frontier);
    if (links.length >= MAX_LINKS) isTruncated = true;
    const next: string[] = [];
    for (const { subject, other, relation, via } of links) {
      const isUpstream = relation === "made-from" || relation === "packed-in";
      if (!isUpstream && subject !== root) continue;
      if (other !== root && !related.has(`${relation} ${other}`)) related.set(`${relation} ${other}`, { subject: other, relation, via });
      if (!isUpstream || subjects.has(other)) continue;
      if (subjects.size >= MAX_SUBJECTS) {
        isTruncated = true;
        continue;
      }
      subjects.add(other);
      next.push(other);
    }
    frontier = next;
  }
  return { subjects: [...subjects], related: [...related.values()], isTruncated: isTruncated || frontier.length > 0 };
}

/** Direct links of all given subjects to others, oldest statement first. */
function linksFrom(ctx: Pick<Ctx, "tx">, subjects: readonly string[]): Promise<Link[]> {
  return selectRows(
    ctx,
    `SELECT mine.subject, theirs.subject AS other, rule.relation, mine.commitment AS via
     FROM statement_subjects mine
     JOIN (VALUES ('output', 'input', 'made-from'), ('input', 'output', 'made-into'), ('child', 'parent', 'packed-in'), ('parent', 'child', 'contains'))
       AS rule(mine, theirs, relation) ON rule.mine = mine.role
     JOIN statement_subjects theirs ON theirs.commitment = mine.commitment AND theirs.role = rule.theirs AND theirs.subject <> mine.subject
     JOIN statements s ON s.commitment = mine.commitment
     WHERE mine.subject = ANY($1)
     ORDER BY s.sequence, mine.position, theirs.position LIMIT $2`,
    [subjects, MAX_LINKS],
  );
}
