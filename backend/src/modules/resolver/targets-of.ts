import { parseDigitalLink } from "@waybill/protocol/identifiers/digital-link";
import { subjectOf } from "@waybill/protocol/identifiers/subject";
import type { Ctx } from "../../platform/context.ts";
import { saleTime } from "../traceability/traceability.queries.ts";
import { levelsOf } from "./links/levels.ts";
import { linksOf, linksToSuccessor, type LinkRow } from "./links/links.store.ts";
import { ownTargets } from "./own-targets.ts";
import type { ActorsOfLinks } from "./resolver.ports.ts";
import { addressOf, type Asked, type Target } from "./target.ts";

/** An old identifier leads on through so many successors; a longer way, or a circle, ends here. */
const MAX_SUCCESSORS = 8;

/**
 * Everything that an identifier leads to now: what is made here, and what its organisation set for it, for a level above it, or for what took
 * its place. Of each type the nearest that has any counts.
 */
export async function targetsOf(ctx: Pick<Ctx, "tx" | "clock">, actors: ActorsOfLinks, asked: Asked): Promise<Target[]> {
  const now = ctx.clock.now();
  const subject = subjectOf(asked.link.canonical);
  const soldAt = (subject === undefined ? null : await saleTime(ctx, subject)) ?? now;
  const found: LinkRow[] = [];
  let levels = levelsOf(asked.link);
  const seen = new Set<string>();
  for (let steps = 0; steps <= MAX_SUCCESSORS && levels.length > 0; steps++) {
    levels.forEach((level) => seen.add(level));
    const rows = await valid(ctx, actors, await linksOf(ctx, levels), { now, soldAt });
    for (const level of levels)
      addMissingTypes(
        found,
        rows.filter(({ identifier }) => identifier === level),
      );
    const next = rows.find(({ type, href }) => type === "successor-version" && !seen.has(href));
    const link = next && parseDigitalLink(next.href);
    levels = link ? levelsOf(link) : [];
  }
  const before = await valid(ctx, actors, await linksToSuccessor(ctx, asked.link.canonical), { now, soldAt: now });
  return [
    ...ownTargets(asked),
    ...found.map((row) => targetOf(row, asked.origin)),
    ...before.map(({ identifier }) => versionTarget("predecessor-version", identifier, asked.origin)),
  ];
}

function addMissingTypes(found: LinkRow[], rows: readonly LinkRow[]): void {
  const types = new Set(found.map(({ type }) => type));
  found.push(...rows.filter(({ type }) => !types.has(type)));
}

/** What holds at its own moment, and was set by an organisation that has not been revoked. */
async function valid(
  ctx: Pick<Ctx, "tx">,
  actors: ActorsOfLinks,
  rows: readonly LinkRow[],
  { now, soldAt }: { now: Date; soldAt: Date },
): Promise<LinkRow[]> {
  const holding = rows.filter(({ validBy, from, until }) => {
    const moment = validBy === "sale" ? soldAt : now;
    return from <= moment && (until === null || moment < until);
  });
  const states = await actors.actorsByAccount(ctx, [...new Set(holding.map(({ account }) => account))]);
  return holding.filter(({ account }) => states.get(account)?.revokedAt == null);
}

function targetOf({ type, href, title, language, mediaType }: LinkRow, origin: string): Target {
  if (type === "successor-version") return versionTarget(type, href, origin);
  return { type, href, title, language, mediaType, takesQuery: true };
}

/** Another identifier, at its address here. */
function versionTarget(type: "successor-version" | "predecessor-version", canonical: string, origin: string): Target {
  const link = parseDigitalLink(canonical);
  const title = type === "successor-version" ? "What took its place" : "What it took the place of";
  return { type, href: link ? addressOf({ link, origin }) : canonical, title, language: null, mediaType: null, takesQuery: false };
}
