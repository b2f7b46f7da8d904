/** Keys of everything that is fetched, in one place, so that a change elsewhere can name what it makes stale. */
export const keys = {
  config: ["config"] as const,
  /** Everything that a new block may change. */
  chain: ["chain"] as const,
  feeds: ["chain", "feeds"] as const,
  reorgs: (feed: string) => ["chain", "reorgs", feed] as const,
  anchorCosts: ["chain", "anchor-costs"] as const,
  /** What is sent, which changes without a block, too. */
  relaying: ["chain", "relaying"] as const,
  senders: ["chain", "relaying", "senders"] as const,
  transactions: (state: string) => ["chain", "relaying", "transactions", state] as const,
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
  recalls: ["recalls"] as const,
  recall: (notice: string) => ["recalls", notice] as const,
  simulation: (subject: string) => ["recalls", "simulation", subject] as const,
  search: (query: string) => ["search", query] as const,
};
