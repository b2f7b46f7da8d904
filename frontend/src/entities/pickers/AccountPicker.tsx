import type { Party } from "@waybill/protocol/schemas/api/traceability";
import { useState, type ReactNode } from "react";
import { getAddress, isAddress } from "viem/utils";
import { useOrganisations } from "../../lib/api/use-organisations.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Combobox } from "../../ui/Combobox.tsx";
import { Field } from "../../ui/Field.tsx";

interface AccountPickerProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  optional?: ReactNode;
  /** Checksummed address, or "" for none. */
  value: string;
  onChange: (account: string) => void;
  /** Never offered. */
  without?: readonly (string | null)[];
}

/** An account: one of a registered organisation by its name, or any by its address. */
export function AccountPicker({ label, hint, error, optional, value, onChange, without = [] }: AccountPickerProps) {
  const text = useText();
  const registered = (useOrganisations().data?.items ?? [])
    .filter(({ registeredAt, revokedAt }) => registeredAt !== null && revokedAt === null)
    .map(({ party }) => party);
  const chosen = value === "" ? null : (registered.find(({ account }) => account === value) ?? bare(value));
  /** Null while nobody has typed: names of organisations come after the account that is chosen. */
  const [entry, setEntry] = useState<string | null>(null);
  const shown = chosen === null ? "" : nameOf(chosen);
  const typed = entry ?? shown;
  const isSearch = chosen === null || typed !== shown;
  const offered = registered.filter((party) => !without.includes(party.account) && (!isSearch || matches(party, typed.trim())));
  const account = addressIn(typed.trim());
  const items = account === null || without.includes(account) || offered.length > 0 ? offered : [bare(account)];
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      <Combobox
        items={items}
        value={chosen}
        onValueChange={(party) => {
          setEntry(null);
          onChange(party?.account ?? "");
        }}
        inputValue={typed}
        onInputValueChange={setEntry}
        textOf={nameOf}
        keyOf={(party) => party.account}
        placeholder={text("account.placeholder")}
        empty={<T id="account.none" />}
        renderItem={(party) => (
          <span className="block">
            {party.name ?? text("account.bare")}
            <span className="block truncate font-mono text-xs text-muted">{party.account}</span>
          </span>
        )}
      />
    </Field>
  );
}

const nameOf = ({ name, account }: Party) => name ?? account;

function bare(account: string): Party {
  return { account, name: null, gln: null, country: null } as Party;
}

function matches({ name, account }: Party, typed: string): boolean {
  return `${name ?? ""} ${account}`.toLowerCase().includes(typed.toLowerCase());
}

/** The address that a text is, in the form in which accounts are kept; null for any other text. */
function addressIn(text: string): string | null {
  return isAddress(text, { strict: false }) ? getAddress(text) : null;
}
