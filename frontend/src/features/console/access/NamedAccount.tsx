import { AccountChip, PartyChip } from "../../../entities/PartyChip.tsx";
import { useOrganisations } from "../../../lib/api/use-organisations.ts";
import { useSenders } from "./use-senders.ts";
import { T } from "../../../lib/i18n/text.tsx";

/** An account by what is known of it here: an organisation's name, or that this installation sends from it. */
export function NamedAccount({ account }: { account: string }) {
  const party = useOrganisations().data?.items.find((one) => one.party.account === account)?.party;
  const isOurs = useSenders().data?.has(account) === true;
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      {party === undefined ? <AccountChip account={account} /> : <PartyChip party={party} />}
      {isOurs && (
        <span className="text-sm text-muted">
          <T id="console.access.ours" />
        </span>
      )}
    </span>
  );
}

/** Several accounts, or that it is nobody. */
export function NamedAccounts({ accounts }: { accounts: readonly string[] }) {
  if (accounts.length === 0) return <T id="console.access.nobody" />;
  return (
    <span className="flex flex-wrap gap-2">
      {accounts.map((account) => (
        <NamedAccount key={account} account={account} />
      ))}
    </span>
  );
}
