/** Bits of an actor's `roles` on chain. What each may say is checked off chain, at verification. */
export const ROLE = {
  producer: 1,
  processor: 2,
  carrier: 4,
  retailer: 8,
  verifier: 16,
  /** A service that anchors batches for others. */
  anchorer: 32,
} as const;

export type RoleName = keyof typeof ROLE;

/** Roles that may state what happened to goods. */
export const SUPPLY_ROLES = ROLE.producer | ROLE.processor | ROLE.carrier | ROLE.retailer;

/** Names of the bits set in `mask`, in the table's order. */
export function roleNames(mask: number): RoleName[] {
  return (Object.keys(ROLE) as RoleName[]).filter((name) => (mask & ROLE[name]) !== 0);
}
