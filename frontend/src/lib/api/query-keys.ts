/** Keys of everything that is fetched, in one place, so that a change elsewhere can name what it makes stale. */
export const keys = {
  config: ["config"] as const,
  chain: ["chain"] as const,
  journey: (subject: string) => ["journey", subject] as const,
  event: (eventHash: string) => ["event", eventHash] as const,
  statement: (commitment: string) => ["statement", commitment] as const,
  statements: ["statements"] as const,
  anchors: ["anchors"] as const,
  anchor: (index: number) => ["anchors", index] as const,
  unit: (unit: string) => ["unit", unit] as const,
  actors: ["actors"] as const,
  actor: (account: string) => ["actors", account] as const,
  handovers: ["handovers"] as const,
  handover: (id: string) => ["handovers", id] as const,
  search: (query: string) => ["search", query] as const,
};
