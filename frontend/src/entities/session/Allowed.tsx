import type { Me } from "@waybill/protocol/schemas/api/identity";
import { rolesFor } from "@waybill/protocol/permissions/reach-of";
import type { Act } from "@waybill/protocol/permissions/table";
import type { ReactNode } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { mayBeAllowedYet, mayDo } from "../../lib/session/may.ts";
import { Callout } from "../../ui/Callout.tsx";
import { NoOrganisation } from "./NoOrganisation.tsx";
import { RoleNames } from "./RoleNames.tsx";

interface AllowedProps {
  me: Me;
  act: Act;
  children: ReactNode;
}

/** What only some may do; to everybody else it says for whom it is, or that it is not known yet. */
export function Allowed({ me, act, children }: AllowedProps) {
  if (mayDo(me, act)) return children;
  if (mayBeAllowedYet(me, act)) return <NoOrganisation me={me} />;
  return (
    <Callout tone="unknown" title={<T id="role.not-allowed" />}>
      <p>
        <T
          id="role.not-allowed.text"
          values={{ own: <RoleNames roles={me.roles} />, needed: <RoleNames roles={rolesFor(act).map(([role]) => role)} /> }}
        />
      </p>
    </Callout>
  );
}
