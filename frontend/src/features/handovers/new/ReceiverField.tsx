import type { Party } from "@waybill/protocol/schemas/api/traceability";
import { useOrganisations } from "../../../lib/api/use-organisations.ts";
import { T, useText, type MessageId } from "../../../lib/i18n/text.tsx";
import { Combobox } from "../../../ui/Combobox.tsx";
import { Field } from "../../../ui/Field.tsx";

interface ReceiverFieldProps {
  account: string | null;
  value: string;
  onChange: (account: string) => void;
  problem: MessageId | undefined;
}

/** The organisation that takes over: only registered ones, and never oneself. */
export function ReceiverField({ account, value, onChange, problem }: ReceiverFieldProps) {
  const text = useText();
  const { data } = useOrganisations();
  const parties: Party[] = (data?.items ?? [])
    .filter(({ party, registeredAt, revokedAt }) => registeredAt !== null && revokedAt === null && party.account !== account)
    .map(({ party }) => party);
  return (
    <Field label={<T id="handover.receiver" />} error={problem && <T id={problem} />}>
      <Combobox
        items={parties}
        value={parties.find((party) => party.account === value) ?? null}
        onValueChange={(party) => onChange(party?.account ?? "")}
        textOf={(party) => party.name ?? party.account}
        keyOf={(party) => party.account}
        placeholder={text("handover.receiver.placeholder")}
        empty={<T id="handover.receiver.none" />}
        renderItem={(party) => (
          <span className="block">
            {party.name ?? party.account}
            <span className="block truncate font-mono text-xs text-muted">{party.account}</span>
          </span>
        )}
      />
    </Field>
  );
}
