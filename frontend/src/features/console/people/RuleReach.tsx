import type { InstallationRules } from "@waybill/protocol/schemas/api/installation";
import type { InstallationRoleView } from "@waybill/protocol/schemas/api/members";
import { useConsole } from "../../../entities/console/console.ts";
import { personName } from "../../../entities/console/person-name.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { Fact, Facts } from "../../../ui/Card.tsx";

/** What decides how far the two-person rule reaches. */
export interface RuleStand {
  rules: InstallationRules;
  admins: readonly InstallationRoleView[];
  /** Open invitations to be admin. */
  invitations: number;
}

/** What switching the two-person rule on, or ending it, comes to here and now: who can confirm, what takes two, and what becomes of what waits. */
export function RuleReach({ stand: { rules, admins, invitations }, isOn }: { stand: RuleStand; isOn: boolean }) {
  const { me } = useConsole();
  const others = admins.filter(({ person }) => person !== me.person);
  const isAlone = admins.length < 2;
  const waiting = rules.proposals.length;
  return (
    <div className="space-y-4">
      {isAlone && (
        <Callout tone="unknown" title={<T id="console.two.alone" />}>
          <T id={isOn ? "console.two.alone.begin" : "console.two.alone.end"} />
        </Callout>
      )}
      <p className="max-w-2xl">
        <T id={isOn ? "console.two.begin.reach" : isAlone ? "console.two.end.reach" : "console.two.end.reach.proposed"} />
      </p>
      <Facts>
        <Fact name={<T id="console.two.confirmers" />}>
          {others.length === 0 ? (
            <T id="console.two.confirmers.none" />
          ) : (
            <ul className="space-y-1">
              {others.map((one) => (
                <li key={one.person} className="break-all">
                  {personName(one)}
                </li>
              ))}
            </ul>
          )}
        </Fact>
        {isOn ? (
          <Fact name={<T id="console.two.takes-two" />}>
            <ul className="list-disc space-y-1 pl-5">
              {(["give-admin", "reset-password", "take-second-factors", "grant-admin-on-chain", "end-rule"] as const).map((act) => (
                <li key={act}>
                  <T id={`console.two.reach.${act}`} />
                </li>
              ))}
            </ul>
          </Fact>
        ) : (
          <Fact name={<T id="console.two.afterwards" />}>
            <T id="console.two.end-rule.reach" />
          </Fact>
        )}
        {isOn && (
          <Fact name={<T id="account.invitations" />}>
            <T id={isAlone ? "console.two.reach.invitations.later" : "console.two.reach.invitations"} values={{ count: invitations }} />
          </Fact>
        )}
        <Fact name={<T id="console.two.proposals" />}>
          <T id="console.two.reach.proposals" values={{ count: waiting }} />
        </Fact>
      </Facts>
    </div>
  );
}
