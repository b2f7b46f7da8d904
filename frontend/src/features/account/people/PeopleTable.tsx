import type { MemberRole } from "@waybill/protocol/permissions/roles";
import type { MemberList } from "@waybill/protocol/schemas/api/members";
import { InstantText } from "../../../entities/Times.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";
import { RoleSelect } from "./RoleSelect.tsx";

interface PeopleTableProps extends MemberList {
  isBusy: boolean;
  onChange: (person: string, role: MemberRole) => void;
  onEnd: (person: string) => void;
  onReset: (person: string) => void;
}

/** The organisation's people: what each is, to be changed there, and the way to let them go. */
export function PeopleTable({ items, roles, isBusy, onChange, onEnd, onReset }: PeopleTableProps) {
  const t = useText();
  return (
    <Table caption={t("account.people")} hideCaption>
      <thead>
        <tr>
          {(["who", "role", "since", "end"] as const).map((column) => (
            <Th key={column}>
              <T id={`account.people.${column}`} />
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map(({ person, email, role, isInForce, since }) => {
          // Masked addresses of two people may be the same.
          const isAmbiguous = email !== null && items.some((one) => one.email === email && one.person !== person);
          const who = isAmbiguous ? `${email} (${person})` : (email ?? person);
          return (
            <tr key={person} data-person={person}>
              <Td className="min-w-40 font-medium">
                {email ?? <T id="account.people.wallet" />}
                {isAmbiguous && <span className="block font-mono text-xs break-all text-muted">{person}</span>}
              </Td>
              <Td className="min-w-56 space-y-1.5">
                <RoleSelect
                  label={t("account.people.role.of", { who })}
                  {...{ roles, value: role, disabled: isBusy }}
                  onChange={(next) => onChange(person, next)}
                />
                {!isInForce && (
                  <StatusMark tone="unknown" plain>
                    <T id="account.people.drifted" />
                  </StatusMark>
                )}
              </Td>
              <Td className="whitespace-nowrap">
                <InstantText time={since} />
              </Td>
              <Td>
                <div className="flex flex-wrap gap-2">
                  {email !== null && (
                    <Button size="small" busy={isBusy} onClick={() => onReset(person)} aria-label={t("reset.make.of", { who })}>
                      <T id="reset.make" />
                    </Button>
                  )}
                  <Button
                    size="small"
                    look="danger"
                    busy={isBusy}
                    onClick={() => onEnd(person)}
                    aria-label={t("account.people.remove.of", { who })}
                  >
                    <T id="account.people.remove" />
                  </Button>
                </div>
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
