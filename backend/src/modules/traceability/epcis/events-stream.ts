import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { ProblemError } from "../../../platform/errors.ts";
import type { ParameterDefinition } from "../../../platform/http/route.ts";
import type { Upgrade } from "../../../platform/http/upgrade.ts";
import type { BundleSources } from "../bundles/event-bundle.ts";
import { eventQueryOf, getNamedQuery } from "../query/named-queries.ts";
import { querySchedule } from "../subscriptions/schedule.ts";
import type { SettledSequence } from "../subscriptions/settled-sequence.ts";
import { followQuery, MARK_URI } from "../subscriptions/streaming/follow-query.ts";
import { createSettledWatch } from "../subscriptions/streaming/settled-watch.ts";
import { checkQuery, firstRun } from "../subscriptions/subscriptions.service.ts";
import { markBefore, recordTimeAt } from "../subscriptions/subscriptions.store.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import { EPCIS_HEADERS } from "./headers.ts";
import { checkVersions, epcFormatOf } from "./negotiate.ts";
import { wantsProof } from "./proofs.ts";

const streamQuery = z.strictObject({
  ...querySchedule.shape,
  stream: z
    .literal("true")
    .transform(() => true as const)
    .optional(),
  reportIfEmpty: z
    .enum(["true", "false"])
    .transform((word) => word === "true")
    .default(false),
  initialRecordTime: z.iso.datetime({ offset: true }).optional(),
  after: z.string().regex(MARK_URI, "must be the id of a document of this stream").optional(),
});

const SAYS: Readonly<Record<keyof typeof streamQuery.shape, string>> = {
  stream: "`true`: every matching event as soon as it is stored.",
  second: "With the five others a schedule, in UTC: numbers, ranges as 1-5 or [1-5], steps as 0/15, with commas between.",
  minute: "0 to 59.",
  hour: "0 to 23.",
  dayOfMonth: "1 to 31.",
  month: "1 to 12.",
  dayOfWeek: "1, Monday, to 7, Sunday.",
  reportIfEmpty: "`true`: a document at each time of the schedule, without events if need be.",
  initialRecordTime: "Begins with what was recorded then.",
  after: "Begins behind a document that came before: its `id`.",
};

/** Parameters of whoever opens a WebSocket, for the reference. */
export const STREAM_PARAMETERS: readonly ParameterDefinition[] = [
  ...["Upgrade", "Connection"].map((name): ParameterDefinition => ({
    name,
    in: "header",
    description: "Opens a WebSocket.",
    schema: z.string().optional(),
  })),
  ...Object.entries(SAYS).map(([name, description]): ParameterDefinition => ({
    name,
    in: "query",
    description: `For a WebSocket. ${description}`,
    schema: z.string().optional(),
  })),
];

/** A WebSocket on the events of a named query: each text is an EPCISQueryDocument. */
export function eventsStream({
  app,
  settledSequence,
  sources,
}: {
  app: App;
  settledSequence: SettledSequence;
  sources: BundleSources;
}): Upgrade {
  const streaming = { app, settledSequence, watch: createSettledWatch(settledSequence), sources };
  const reading = { tx: app.db.dataSource.manager };
  return {
    path: "/epcis/queries/{queryName}/events",
    act: "queries:follow",
    async open(request) {
      checkVersions(request);
      const { proof, ...query } = request.query;
      const hasProofs = wantsProof({ proof });
      const { stream, reportIfEmpty, initialRecordTime, after, ...fields } = parse(query);
      const schedule = Object.keys(fields).length > 0 ? fields : undefined;
      firstRun({ stream, schedule }, app.clock.now());
      const { queryName = "" } = request.params;
      checkQuery(eventQueryOf(await getNamedQuery(reading, queryName)));
      const { through: settled } = await settledSequence.read();
      const initial = initialRecordTime === undefined ? null : new Date(initialRecordTime);
      const known = after === undefined ? undefined : BigInt(MARK_URI.exec(after)?.[1] ?? settled);
      const mark = known ?? (initial === null ? settled : await markBefore(reading, initial, settled));
      const takenUpAt = known === undefined ? undefined : await recordTimeAt(reading, known);
      const following = {
        queryName,
        epcFormat: epcFormatOf(request),
        hasProofs,
        schedule: schedule ?? null,
        reportIfEmpty,
        initialRecordTime: initial,
        mark,
      };
      return {
        headers: { ...EPCIS_HEADERS, "GS1-Query-Min-Record-Time": (takenUpAt ?? initial ?? app.clock.now()).toISOString() },
        serve: (outlet) => followQuery(streaming, following, outlet),
        // Whoever deletes a query ends all subscriptions to it.
        check: async () => void (await getNamedQuery(reading, queryName)),
      };
    },
  };
}

function parse(query: Readonly<Record<string, string>>): z.output<typeof streamQuery> {
  const parsed = streamQuery.safeParse(query);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw new ProblemError(TRACEABILITY_PROBLEMS.subscriptionControls, {
    detail: `${first?.path.join(".") ?? ""} ${first?.message ?? "is ill-formed"}`.trim(),
    errors: parsed.error.issues.map(({ path, message }) => ({ pointer: `/query/${path.join("/")}`, message })),
  });
}
