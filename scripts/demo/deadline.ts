import type { ApiClient } from "./api-client.ts";

const DAYS = 7;

/** A week from now. Deadlines are judged by block time, so they are counted from it. */
export async function deadlineOf(api: ApiClient): Promise<number> {
  const { head } = (await api.get("/api/chain")) as { head: { timestamp: number } | null };
  return Math.max(head?.timestamp ?? 0, Math.floor(Date.now() / 1000)) + DAYS * 86_400;
}
