import type { SecretPlace } from "../../../platform/sealed-secret.ts";

/** What we sign in with at a partner's host system is kept sealed, bound to the partner. */
export function hostSecretPlace(partnerId: string): SecretPlace {
  return { purpose: "waybill exchange host secrets", owner: partnerId };
}
