import type { Party } from "@waybill/protocol/schemas/api/traceability";
import { Building2, KeyRound } from "lucide-react";
import { useExplorerLink } from "../lib/explorer.ts";
import { useText } from "../lib/i18n/text.tsx";
import { shortHex } from "../lib/short.ts";
import { Chip } from "./Chip.tsx";

/** An organisation by its name, or a bare account that nobody registered. */
export function PartyChip({ party, copy }: { party: Party; copy?: boolean }) {
  return party.name === null ? (
    <AccountChip account={party.account} copy={copy} />
  ) : (
    <NamedParty party={party} name={party.name} copy={copy} />
  );
}

function NamedParty({ party, name, copy = false }: { party: Party; name: string; copy?: boolean }) {
  const t = useText();
  return (
    <Chip
      value={party.account}
      kind={t("chip.organisation")}
      icon={<Building2 aria-hidden />}
      href={`/actors/${party.account}`}
      copy={copy}
    >
      {name}
    </Chip>
  );
}

export function AccountChip({ account, copy }: { account: string; copy?: boolean }) {
  const t = useText();
  const explorer = useExplorerLink("address", account);
  return (
    <Chip
      value={account}
      kind={t("chip.account")}
      icon={<KeyRound aria-hidden />}
      short
      href={`/actors/${account}`}
      explorerHref={explorer}
      copy={copy}
    >
      {shortHex(account)}
    </Chip>
  );
}
