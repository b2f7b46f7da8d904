/**
 * Everything that is recorded, with the stream that it is recorded in. One stream is one hash chain, and its writers take turns: so each part of
 * the product has its own, and nothing that is done thousands of times a minute is in the list. Statements, handovers and retirements are signed
 * and on chain by themselves.
 */
export const AUDIT_ACTIONS = {
  "service.started": "service",
  "feed.reread": "service",
  "feed.reprojected": "service",
  "access.refused": "access",
  "session.opened": "identity",
  "session.ended": "identity",
  "session.proved": "identity",
  "refresh-token.reused": "identity",
  "key.made": "identity",
  "key.rotated": "identity",
  "key.revoked": "identity",
  "organisation.registered": "identity",
  "product.described": "master-data",
  "place.described": "master-data",
  "link.added": "resolver",
  "link.ended": "resolver",
  "document.erased": "documents",
  "statement.erased": "traceability",
  "recall.opened": "recalls",
  "recall.answered": "recalls",
  "recall.ended": "recalls",
  "query.named": "subscriptions",
  "query.removed": "subscriptions",
  "subscription.made": "subscriptions",
  "subscription.removed": "subscriptions",
  "subscription.paused": "subscriptions",
  "subscription.resumed": "subscriptions",
  "subscription.replayed": "subscriptions",
  "partner.added": "exchange",
  "partner.removed": "exchange",
  "partner.shared": "exchange",
  "partner.host-set": "exchange",
  "client.made": "exchange",
  "client.rotated": "exchange",
  "client.revoked": "exchange",
  "product-footprint.published": "exchange",
  "product-footprint.deprecated": "exchange",
  "factor-table.kept": "carbon",
  "claim.drafted": "carbon",
  "claim.submitted": "carbon",
  "claim.verified": "carbon",
  "claim.rejected": "carbon",
  "claim.withdrawn": "carbon",
  "claim.ordered": "carbon",
} as const;

export type AuditAction = keyof typeof AUDIT_ACTIONS;
export type AuditStream = (typeof AUDIT_ACTIONS)[AuditAction];
