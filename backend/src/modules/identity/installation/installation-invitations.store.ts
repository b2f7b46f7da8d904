import type { InstallationRole } from "@waybill/protocol/permissions/roles";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { hashOfSecret } from "../../../platform/secrets.ts";

/** Keeps an invitation to a role in the installation. @param invitedBy null for the first admin's, which nobody makes */
export async function insertInstallationInvitation(
  { tx, clock }: Pick<Ctx, "tx" | "clock">,
  {
    id,
    token,
    role,
    invitedBy,
    expiresAt,
  }: { id: string; token: string; role: InstallationRole; invitedBy: string | null; expiresAt: Date },
): Promise<void> {
  await tx.query(
    "INSERT INTO invitations (id, hash, account, invited_by, role, created_at, expires_at) VALUES ($1, $2, NULL, $3, $4, $5, $6)",
    [id, hashOfSecret(token), invitedBy, role, clock.now(), expiresAt],
  );
}

/** Uses such an invitation up, and gives the role; undefined for one that is unknown, used, ended, too old, or for an organisation. */
export async function takeInstallationInvitation(
  ctx: Pick<Ctx, "tx" | "clock">,
  token: string,
  person: string,
): Promise<InstallationRole | undefined> {
  const [row] = await selectRows<{ role: InstallationRole | null }>(ctx, "SELECT waybill_take_installation_role($1, $2, $3) AS role", [
    ...[hashOfSecret(token), person, ctx.clock.now()],
  ]);
  return row?.role ?? undefined;
}

/** Which open invitations end: the first admin's, those to be admin, or all that a person made: an admin invites to any organisation as well. */
type Which = "first" | "admin" | { by: string };

export async function endInstallationInvitations({ tx, clock }: Pick<Ctx, "tx" | "clock">, which: Which): Promise<void> {
  const by = typeof which === "object" ? which.by : null;
  await tx.query(
    `UPDATE invitations SET ended_at = $1 WHERE used_at IS NULL AND ended_at IS NULL AND expires_at > $1
       AND CASE $2 WHEN 'first' THEN invited_by IS NULL WHEN 'admin' THEN account IS NULL AND role = 'admin' ELSE invited_by = $3 END`,
    [clock.now(), by === null ? which : "by", by],
  );
}
