import type { ChainAct, InstallationOrganisationView } from "@waybill/protocol/schemas/api/installation";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { ROLE, type RoleName } from "@waybill/protocol/typed-data/roles";
import { useState, type ReactNode } from "react";
import { T } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { registerCall, revokeCall } from "./calls.ts";
import { Reach } from "./Reach.tsx";
import { RolesField } from "./RolesField.tsx";
import { SendAct } from "./SendAct.tsx";

interface ChainActsProps {
  view: InstallationOrganisationView;
  /** The chain has it. */
  onChanged: () => void;
}

/** Registers an account on chain, gives it other roles, or revokes it, by the admin's own wallet. */
export function ChainActs({ view, onChanged }: ChainActsProps) {
  const { organisation, state, roles, rolesAsked, profileHash } = view;
  const account = organisation.account as Address;
  const name = organisation.name ?? account;
  const [chosen, setChosen] = useState<readonly RoleName[]>(() => (state === "registered" ? roles : rolesAsked) as RoleName[]);
  const [act, setAct] = useState<ChainAct | null>(null);
  const mask = chosen.reduce((sum, role) => sum | ROLE[role], 0);
  if (act !== null) {
    const isRevoking = act.act === "revoke";
    return (
      <Framed>
        <SendAct
          act={act}
          account={account}
          call={isRevoking ? revokeCall(account) : registerCall(account, mask, profileHash)}
          sentence={<T id={`console.organisation.sentence.${act.act}`} values={{ name, roles: chosen.join(", ") }} />}
          facts={isRevoking ? <Reach view={view} /> : null}
          onIncluded={onChanged}
          onLeave={() => setAct(null)}
        />
      </Framed>
    );
  }
  if (state === "revoked")
    return (
      <Framed>
        <p className="text-muted">
          <T id="console.organisation.revoked.text" />
        </p>
      </Framed>
    );
  return (
    <Framed>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (mask > 0) setAct({ act: "register", roles: mask });
        }}
      >
        <RolesField chosen={chosen} onChange={setChosen} />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" look="primary" disabled={mask === 0}>
            <T id={state === "registered" ? "console.organisation.change" : "console.organisation.register"} />
          </Button>
          {state === "registered" && (
            <Button look="danger" onClick={() => setAct({ act: "revoke" })}>
              <T id="console.organisation.revoke" />
            </Button>
          )}
        </div>
      </form>
    </Framed>
  );
}

function Framed({ children }: { children: ReactNode }) {
  return (
    <section aria-labelledby="chain-acts" className="space-y-4">
      <h2 id="chain-acts" className="text-2xl">
        <T id="console.organisation.on-chain" />
      </h2>
      <p className="max-w-2xl text-muted">
        <T id="console.organisation.on-chain.text" />
      </p>
      {children}
    </section>
  );
}
