import { balanceView, type BalanceView } from "@waybill/protocol/schemas/api/trace";
import { useQuantityText } from "../../../entities/EventWords.tsx";
import { Fetched } from "../../../entities/Fetched.tsx";
import { withQuery } from "../../../lib/api/http.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { Fact, Facts } from "../../../ui/Card.tsx";
import { StatusMark, type Tone } from "../../../ui/StatusMark.tsx";

type Verdict = BalanceView["uses"][number]["verdict"] | BalanceView["processes"][number]["verdict"];

const TONE: Record<Verdict, Tone> = {
  within: "neutral",
  balanced: "neutral",
  unknown: "unknown",
  exceeded: "failed",
  "more-out-than-in": "failed",
};

/** What was made and used of goods, and what went into and came out of each process of theirs. */
export function NodeBalance({ subject }: { subject: string }) {
  return (
    <Fetched
      queryKey={keys.traced("balance", { subject })}
      path={withQuery("/api/trace/balance", { subject })}
      schema={balanceView}
      missing={<T id="trace.node.missing" />}
    >
      {({ uses, processes, truncated }) => (
        <Facts className="border-t-0">
          <Fact name={<T id="trace.balance" />}>
            {uses.length + processes.length === 0 && <T id="trace.balance.none" />}
            <ul className="space-y-2">
              {uses.map(({ made, used, verdict }, index) => (
                <li key={`use ${index}`} className="flex flex-wrap gap-x-3">
                  <span>
                    <T
                      id="trace.balance.used"
                      values={{
                        used: <AmountText amount={used} />,
                        made: made && <AmountText amount={made} />,
                        known: made === null ? "no" : "yes",
                      }}
                    />
                  </span>
                  <VerdictMark verdict={verdict} />
                </li>
              ))}
              {processes.map(({ into, out, verdict }, index) => (
                <li key={`process ${index}`} className="flex flex-wrap gap-x-3">
                  <span>
                    <T id="trace.balance.process" values={{ into: <Amounts amounts={into} />, out: <Amounts amounts={out} /> }} />
                  </span>
                  <VerdictMark verdict={verdict} />
                </li>
              ))}
            </ul>
            {truncated && <T id="trace.cut" />}
          </Fact>
        </Facts>
      )}
    </Fetched>
  );
}

/** "12.5 kg" */
export function AmountText({ amount }: { amount: { value: string; uom: string | null } }) {
  return <span className="tabular-nums">{useQuantityText()(amount)}</span>;
}

function Amounts({ amounts }: { amounts: readonly { value: string; uom: string | null }[] }) {
  const quantity = useQuantityText();
  return amounts.length === 0 ? <T id="trace.balance.untold" /> : amounts.map(quantity).join(", ");
}

function VerdictMark({ verdict }: { verdict: Verdict }) {
  return (
    <StatusMark tone={TONE[verdict]} plain>
      <T id={`trace.verdict.${verdict}`} />
    </StatusMark>
  );
}
