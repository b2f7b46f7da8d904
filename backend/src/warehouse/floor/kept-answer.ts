import { z } from "zod";
import type { Reply } from "../../platform/http/route.ts";

const kept = z.object({ id: z.uuid() });

/** Answers with what a write was about, which alone is kept for its key: names of people are opened anew, as long as they can be. */
export async function shownById<Shown extends object>(reply: Reply, find: (id: string) => Promise<Shown | undefined>): Promise<Reply> {
  const { id } = kept.parse(reply.text === undefined ? reply.body : JSON.parse(reply.text));
  const { status, headers = {} } = reply;
  const body = await find(id);
  if (body === undefined) throw new Error(`there is nothing with the id ${id}, of which a write has just told`);
  return { status, headers, body };
}
