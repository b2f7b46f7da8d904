import { INSTALLATION_ROLES, MEMBER_ROLES } from "@waybill/protocol/permissions/roles";
import { invitation } from "@waybill/protocol/schemas/api/identity";
import type { InstallationInvitation } from "@waybill/protocol/schemas/api/installation";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useConsole } from "../../../entities/console/console.ts";
import { InvitationLink } from "../../../entities/InvitationLink.tsx";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { AccountPicker } from "../../../entities/pickers/AccountPicker.tsx";
import { ProveAgain } from "../../../entities/session/ProveAgain.tsx";
import { useStepUp } from "../../../entities/session/use-step-up.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { sendOwn } from "../../../lib/session/session.ts";
import { Button } from "../../../ui/Button.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";

const WISHES = [
  ...INSTALLATION_ROLES.map((role) => ({ id: `installation.${role}` as const, role, isOfOrganisation: false as const })),
  ...MEMBER_ROLES.map((role) => ({ id: `organisation.${role}` as const, role, isOfOrganisation: true as const })),
];
type Wish = (typeof WISHES)[number];

/** Makes a link by which somebody comes to run or audit the installation, or to act for any organisation. */
export function InvitePeople() {
  const t = useText();
  const { me, chainId } = useConsole();
  const client = useQueryClient();
  const { wanted, run } = useStepUp();
  const [wish, setWish] = useState<Wish>(WISHES[1] as Wish);
  const [account, setAccount] = useState("");
  const inviting = useMutation({
    mutationFn: (body: InstallationInvitation) => run(() => sendOwn("/api/installation/invitations", invitation, { body })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.lists }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!wish.isOfOrganisation) inviting.mutate({ role: wish.role });
    else if (account !== "") inviting.mutate({ account: account as Address, role: wish.role });
  };
  return (
    <section aria-labelledby="invite" className="space-y-4">
      <h2 id="invite" className="text-2xl">
        <T id="account.people.invite" />
      </h2>
      {inviting.data !== undefined && <InvitationLink token={inviting.data.token} isOfInstallation={!wish.isOfOrganisation} />}
      <ProveAgain chainId={chainId} me={me} wanted={wanted} />
      {inviting.isError && <LoadFailure error={inviting.error} onRetry={inviting.reset} />}
      <form onSubmit={submit} className="max-w-xl space-y-4">
        <Field label={<T id="account.people.role.invited" />}>
          <Select
            value={wish.id}
            onValueChange={(id) => {
              inviting.reset();
              setWish(WISHES.find((one) => one.id === id) ?? wish);
            }}
            options={WISHES.map(({ id, role, isOfOrganisation }) => ({
              value: id,
              label: t(isOfOrganisation ? "console.people.as.organisation" : "console.people.as.installation", {
                role: t(`role.is.${role}`),
              }),
            }))}
          />
        </Field>
        {wish.isOfOrganisation && <AccountPicker label={<T id="actors.organisation" />} value={account} onChange={setAccount} />}
        <Button type="submit" busy={inviting.isPending}>
          <T id="account.people.invite" />
        </Button>
      </form>
    </section>
  );
}
