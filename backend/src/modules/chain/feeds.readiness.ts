import type { FeedState } from "@waybill/protocol/schemas/api/chain-status";
import type { App } from "../../platform/app.ts";
import type { Readiness } from "../../platform/module.ts";
import { listFeeds, MAIN_FEED, type FeedPlace } from "./feeds.views.ts";

/** What is not complete must not be served as if it were; a node that lags, or an indexer that is away, only makes it old. */
const STATES: Readonly<Record<FeedState, Readiness["state"]>> = Object.freeze({
  ready: "ok",
  behind: "degraded",
  loading: "down",
  incomplete: "down",
  halted: "down",
  foreign: "down",
});

/** The worst of all feeds, with its reason. A further feed that is still being read keeps nobody from using the product. */
export async function feedsReadiness({ db }: Pick<App, "db">, feeds: readonly FeedPlace[]): Promise<Readiness> {
  const answers = (await listFeeds({ tx: db.dataSource.manager }, feeds)).map(({ name, state, reason, indexed, isFollowed }): Readiness => {
    if (!indexed) return { state: "degraded", reason: `Nothing of the feed ${name} has been indexed yet.` };
    const found = state === "loading" && name !== MAIN_FEED.name ? "degraded" : STATES[state];
    if (found !== "ok") return { state: found, reason: `The feed ${name} is ${state}: ${reason ?? "it is being read from the chain."}` };
    return isFollowed ? { state: found } : { state: "degraded", reason: `No process follows the feed ${name}.` };
  });
  const order: Readiness["state"][] = ["down", "degraded", "ok"];
  return answers.sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state))[0] ?? { state: "ok" };
}
