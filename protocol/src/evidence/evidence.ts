/**
 * What a claim stands on. Each rung answers one question by itself: an anchored claim may have no evidence beside it.
 * claimed: this organisation said exactly this. evidenced: a document or a measurement stands beside it in the same event. verified:
 * another organisation, by name, says the same. anchored: unchanged since then. final: the chain will not undo the anchor.
 */
export const RUNGS = ["claimed", "evidenced", "verified", "anchored", "final"] as const;
export type Rung = (typeof RUNGS)[number];

/** reached; open: it is not there; unknown: it may be there, but could not be checked, and never counts; failed: it contradicts the proof. */
export type RungStatus = "reached" | "open" | "unknown" | "failed";

/**
 * revoked: the account had been revoked before. corrected: its author has withdrawn the event. disputed: another organisation declares it
 * wrong. expired: its own last day has passed.
 */
export type SideState = "revoked" | "corrected" | "disputed" | "expired";

/** Another organisation declares the event wrong. */
export interface Dispute {
  /** The name is null where it is not known, or not proven. */
  party: { account: string; name: string | null };
  /** RFC 3339; null where no anchor says it. */
  since: string | null;
}

export interface Evidence {
  /** told: as a server says. checked: as this reader's own check has found. */
  basis: "told" | "checked";
  rungs: Readonly<Record<Rung, RungStatus>>;
  sides: readonly SideState[];
  disputes: readonly Dispute[];
  /** Accounts of the others that say the same. */
  verifiedBy: readonly string[];
}
