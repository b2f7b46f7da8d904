import { invitation, type Me } from "@waybill/protocol/schemas/api/identity";
import type { MemberRole } from "@waybill/protocol/permissions/roles";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { InvitationLink } from "../../../entities/InvitationLink.tsx";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { ProveAgain } from "../../../entities/session/ProveAgain.tsx";
import { useStepUp } from "../../../entities/session/use-step-up.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { sendOwn } from "../../../lib/session/session.ts";
import { Button } from "../../../ui/Button.tsx";
import { Field } from "../../../ui/Field.tsx";
import { RoleSelect } from "./RoleSelect.tsx";

/** Makes a link by which somebody joins the organisation, as what is chosen here. */
export function Invite({ chainId, me, roles }: { chainId: number; me: Me; roles: readonly MemberRole[] }) {
  const { wanted, run } = useStepUp();
  const [role, setRole] = useState(roles[0] ?? "auditor");
  const client = useQueryClient();
  const inviting = useMutation({
    mutationFn: () => run(() => sendOwn("/api/invitations", invitation, { body: { role } })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.invitations }),
  });
  return (
    <>
      {inviting.data !== undefined && <InvitationLink token={inviting.data.token} />}
      <ProveAgain chainId={chainId} me={me} wanted={wanted} />
      {inviting.isError && <LoadFailure error={inviting.error} onRetry={inviting.reset} />}
      <div className="max-w-xs space-y-4">
        <Field label={<T id="account.people.role.invited" />}>
          <RoleSelect roles={roles} value={role} onChange={setRole} />
        </Field>
        <Button busy={inviting.isPending} onClick={() => inviting.mutate()}>
          <T id="account.people.invite" />
        </Button>
      </div>
    </>
  );
}
