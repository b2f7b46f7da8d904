import { setTimeout as pause } from "node:timers/promises";
import type { App } from "../../../../platform/app.ts";
import { inTransaction } from "../../../../platform/context.ts";
import type { Outlet } from "../../../../platform/http/upgrade.ts";
import type { BundleSources } from "../../bundles/event-bundle.ts";
import { MAX_DELIVERY_EVENTS } from "../delivery/next-delivery.ts";
import { nextRun, type QuerySchedule } from "../schedule.ts";
import type { SettledSequence } from "../settled-sequence.ts";
import { windowDocument, type Followed } from "../window-document.ts";
import type { SettledWatch } from "./settled-watch.ts";

/** What a connection follows. */
export interface Following extends Followed {
  /** Null: every new event at once. */
  schedule: QuerySchedule | null;
  reportIfEmpty: boolean;
  /** Where it begins. */
  mark: bigint;
}

export interface Streaming {
  app: App;
  settledSequence: SettledSequence;
  watch: SettledWatch;
  sources: BundleSources;
}

const MARK_PREFIX = "urn:waybill:mark:";
export const MARK_URI = new RegExp(`^(?:${MARK_PREFIX})?(\\d{1,15})$`);

/**
 * Sends what a query finds to one connection, document after document, each with the mark behind it as its `id`. Within a connection no event
 * comes twice; one that begins at the last mark of another misses none.
 *
 * @throws {ProblemError} unknown-query when the query is deleted meanwhile
 */
export async function followQuery(streaming: Streaming, following: Following, { send, signal }: Outlet): Promise<void> {
  const { schedule, reportIfEmpty } = following;
  let { mark } = following;
  while (!signal.aborted) {
    const settled = schedule === null ? await streaming.watch.beyond(mark, signal) : await settledAt(streaming, schedule, signal);
    if (settled === undefined) return;
    let hasReported = false;
    for (let isLast = false; !isLast && !signal.aborted;) {
      const wish = { after: mark, settled, limit: MAX_DELIVERY_EVENTS, idOf: (through: bigint) => `${MARK_PREFIX}${through}` };
      const page = await inTransaction(streaming.app, (ctx) => windowDocument(ctx, streaming.sources, following, wish), {
        isSnapshot: following.hasProofs,
      });
      const isEmptyReport = page.isLast && schedule !== null && reportIfEmpty && !hasReported;
      if (page.count > 0 || isEmptyReport) {
        await send(page.text);
        hasReported = true;
      }
      ({ isLast, through: mark } = page);
    }
  }
}

/** How soon a time is noticed. */
const LOOK_MILLISECONDS = 250;

/** Waits for the schedule's next time, and until everything that was stored before it is settled; undefined when the signal is aborted. */
async function settledAt(
  { app: { clock }, settledSequence }: Streaming,
  schedule: QuerySchedule,
  signal: AbortSignal,
): Promise<bigint | undefined> {
  const time = nextRun(schedule, clock.now());
  while (time && !signal.aborted) {
    if (clock.now() >= time) {
      const { through, asOf } = await settledSequence.read();
      if (asOf >= time) return through;
    }
    await pause(LOOK_MILLISECONDS, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}
