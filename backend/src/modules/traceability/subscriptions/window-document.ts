import type { Ctx } from "../../../platform/context.ts";
import { bundlesWithin } from "../bundles/bundles-within.ts";
import type { BundleSources } from "../bundles/event-bundle.ts";
import type { EpcFormat } from "../epcis/negotiate.ts";
import { queryDocument } from "../epcis/query-document.ts";
import { eventQueryOf, getNamedQuery } from "../query/named-queries.ts";
import { limitTime } from "../query/run-query.ts";
import { readWindow } from "./read-window.ts";

/** What a subscriber follows, over whatever connection. */
export interface Followed {
  queryName: string;
  epcFormat: EpcFormat;
  /** Whether each event comes with its proof, as far as that is at the time: what is not anchored yet is no more than signed. */
  hasProofs: boolean;
  /** Nothing that was recorded before it. */
  initialRecordTime: Date | null;
}

export interface DocumentWish {
  after: bigint;
  settled: bigint;
  limit: number;
  /** Of the document, by the sequence up to which every match is in it. */
  idOf: (through: bigint) => string;
  subscriptionID?: string;
}

export interface WindowDocument {
  /** An EPCISQueryDocument, also when nothing matches. */
  text: string;
  count: number;
  /** Every match up to this sequence is in it. */
  through: bigint;
  /** Nothing behind it is settled. */
  isLast: boolean;
}

/**
 * The next document for a subscriber. With proofs the transaction has to see one moment, or they might contradict themselves.
 *
 * @throws {ProblemError} unknown-query when the query was deleted
 */
export async function windowDocument(
  ctx: Ctx,
  sources: BundleSources,
  { queryName, epcFormat, hasProofs, initialRecordTime }: Followed,
  { after, settled, limit, idOf, subscriptionID }: DocumentWish,
): Promise<WindowDocument> {
  await limitTime(ctx);
  const query = eventQueryOf(await getNamedQuery(ctx, queryName));
  const moment = initialRecordTime?.toISOString();
  const criteria = moment === undefined ? [] : [{ kind: "time", column: "recorded_at", compare: "GE", moment } as const];
  const window = await readWindow(ctx, { ...query, criteria: [...query.criteria, ...criteria] }, { after, settled, limit });
  const commitments = window.events.map(({ commitment }) => commitment);
  const proofs = hasProofs ? { proofs: await bundlesWithin(ctx, sources, commitments) } : {};
  // A document ends early where the next event gives a prefix another meaning, or has no room for its proof: how many fit is known only then.
  const throughOf = (count: number) =>
    count === window.events.length ? window.through : BigInt(window.events[count - 1]?.position[0] ?? after);
  const { text, count } = await queryDocument(ctx, window.events, {
    queryName,
    format: epcFormat,
    idOf: (fitting) => idOf(throughOf(fitting)),
    ...(subscriptionID === undefined ? {} : { subscriptionID }),
    ...proofs,
  });
  return { text, count, through: throughOf(count), isLast: window.isLast && count === window.events.length };
}
