import { foreignFootprint } from "@waybill/protocol/pact/events";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { parseJsonBody } from "../../../platform/http/json-body.ts";
import { fetchFootprint, findHost } from "./host.ts";
import { keepReceived, noteNotFetched } from "./incoming.store.ts";

const answerBody = z.object({ data: foreignFootprint });

/**
 * Fetches a footprint that a partner has announced, and keeps it as it came. Safe to run again.
 *
 * @throws when asking later may help: the job tries again
 */
export async function fetchAnnounced(app: App, { partnerId, id }: { partnerId: string; id: string }): Promise<void> {
  const host = await findHost(app, partnerId);
  if (host === undefined) return;
  const answer = await fetchFootprint(app, host, id);
  if ("problem" in answer) {
    await inTransaction(app, (ctx) => noteNotFetched(ctx, partnerId, { id, problem: answer.problem }));
    if (!answer.isFinal) throw new Error(answer.problem);
    return;
  }
  const footprint = footprintIn(answer.text);
  await inTransaction(app, (ctx) =>
    footprint?.id.toLowerCase() === id.toLowerCase()
      ? keepReceived(ctx, partnerId, { id, body: JSON.stringify(footprint) })
      : noteNotFetched(ctx, partnerId, { id, problem: "It answered with something else than this footprint." }),
  );
}

function footprintIn(text: string) {
  try {
    return answerBody.safeParse(parseJsonBody(text)).data?.data;
  } catch {
    return undefined;
  }
}
