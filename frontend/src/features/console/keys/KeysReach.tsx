import type { InstallationKeyView } from "@waybill/protocol/schemas/api/installation";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { T } from "../../../lib/i18n/text.tsx";

const DAY = 86_400_000;

/** Whom it strikes when these keys open nothing any more. */
export function KeysReach({ keys }: { keys: readonly InstallationKeyView[] }) {
  const parties = [...new Map(keys.map(({ organisation }) => [organisation.account, organisation])).values()];
  const inUse = keys.filter(({ lastUsedAt }) => lastUsedAt !== null && Date.now() - Date.parse(lastUsedAt) < DAY);
  return (
    <div className="space-y-3">
      <p>
        <T id="console.keys.revoke.reach" values={{ used: inUse.length, organisations: parties.length }} />
      </p>
      <ul className="flex flex-wrap gap-2">
        {parties.map((party) => (
          <li key={party.account}>
            <PartyChip party={party} />
          </li>
        ))}
      </ul>
    </div>
  );
}
