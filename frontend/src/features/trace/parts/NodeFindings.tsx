import type { Finding } from "@waybill/protocol/schemas/api/traceability";
import { traceFindingsView } from "@waybill/protocol/schemas/api/trace";
import { Fetched } from "../../../entities/Fetched.tsx";
import { StatementLink } from "../../../entities/StatementLink.tsx";
import { withQuery } from "../../../lib/api/http.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { Fact, Facts } from "../../../ui/Card.tsx";
import { LazyDisclosure } from "../../../ui/LazyDisclosure.tsx";
import { StatusMark, type Tone } from "../../../ui/StatusMark.tsx";

const TONE: Record<Finding["severity"], Tone> = { contradiction: "failed", gap: "unknown", notice: "neutral" };
const SHOWN = 20;

/** What does not add up on the way to these goods, each with its rule and the statements that show it. */
export function NodeFindings({ subject }: { subject: string }) {
  return (
    <Fetched
      queryKey={keys.traced("findings", { subject })}
      path={withQuery("/api/trace/findings", { subject })}
      schema={traceFindingsView}
      missing={<T id="trace.node.missing" />}
    >
      {({ findings, truncated }) => (
        <Facts className="border-t-0">
          <Fact name={<T id="trace.findings" />}>
            {findings.length === 0 && <T id="trace.findings.none" />}
            <ul className="space-y-2">
              {findings.slice(0, SHOWN).map(({ severity, message, rule, commitments }, index) => (
                <li key={`${rule} ${index}`} className="grid gap-x-3 gap-y-1 sm:grid-cols-[9rem_1fr]">
                  <span>
                    <StatusMark tone={TONE[severity]}>
                      <T id={`finding.${severity}`} />
                    </StatusMark>
                  </span>
                  <div className="min-w-0">
                    {message}
                    <LazyDisclosure summary={<T id="trace.finding" values={{ rule, count: commitments.length }} />}>
                      {() => (
                        <ul className="space-y-1">
                          {commitments.slice(0, SHOWN).map((commitment) => (
                            <li key={commitment} className="flex flex-wrap gap-2">
                              <StatementLink commitment={commitment} />
                            </li>
                          ))}
                          {commitments.length > SHOWN && (
                            <li>
                              <T id="trace.findings.more" values={{ count: commitments.length - SHOWN }} />
                            </li>
                          )}
                        </ul>
                      )}
                    </LazyDisclosure>
                  </div>
                </li>
              ))}
            </ul>
            {findings.length > SHOWN && <T id="trace.findings.more" values={{ count: findings.length - SHOWN }} />}
            {truncated && <T id="trace.cut" />}
          </Fact>
        </Facts>
      )}
    </Fetched>
  );
}
