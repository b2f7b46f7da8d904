import type { ActorView } from "@waybill/protocol/schemas/api/traceability";
import { T } from "../../lib/i18n/text.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";

/** Registered, revoked, or not (yet) on chain. */
export function ActorState({ actor }: { actor: ActorView }) {
  if (actor.revokedAt !== null) {
    return (
      <StatusMark tone="failed" plain>
        <T id="actors.state.revoked" />
      </StatusMark>
    );
  }
  return (
    <StatusMark tone={actor.registeredAt === null ? "pending" : "neutral"} plain>
      <T id={actor.registeredAt === null ? "actors.state.unregistered" : "actors.state.registered"} />
    </StatusMark>
  );
}

export function RoleList({ roles }: { roles: readonly string[] }) {
  return roles.length === 0 ? <T id="actors.no-roles" /> : <>{roles.join(", ")}</>;
}
