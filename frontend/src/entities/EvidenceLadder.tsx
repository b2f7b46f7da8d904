import { RUNGS, type Evidence, type RungStatus } from "@waybill/protocol/evidence/evidence";
import { T } from "../lib/i18n/text.tsx";
import { RelativeTime } from "./Times.tsx";
import { cn } from "../lib/class-names.ts";
import { StatusMark, StatusShape, type Tone } from "../ui/StatusMark.tsx";

/**
 * What one claim stands on, rung by rung, in words and shapes. A rung has the shape of a passed check only when this reader's own check
 * reached it; what a server merely says is a plain disc.
 *
 * @param nameOf the name to show for an account
 */
export function EvidenceLadder({ evidence, nameOf }: { evidence: Evidence; nameOf: (account: string) => string }) {
  const { basis, rungs, sides, disputes, verifiedBy } = evidence;
  const names = verifiedBy.map(nameOf).join(", ");
  const since = disputes[0]?.since;
  return (
    <div data-slot="evidence" data-basis={basis} className="mt-1 text-sm">
      <ol className="flex flex-wrap gap-x-3 gap-y-0.5">
        {RUNGS.map((rung) => (
          <li
            key={rung}
            data-rung={rung}
            data-rung-status={rungs[rung]}
            className={cn("inline-flex items-center gap-1", rungs[rung] === "open" && "text-muted")}
          >
            <RungShape status={rungs[rung]} basis={basis} />
            <T id={`evidence.${rung}`} values={{ status: rungs[rung], names }} />
          </li>
        ))}
        {sides.map((side) => (
          <li key={side} data-side={side}>
            <StatusMark tone={side === "revoked" ? "failed" : "unknown"} plain>
              <T
                id={`evidence.${side}`}
                values={{
                  names: disputes.map(({ party }) => party.name ?? nameOf(party.account)).join(", "),
                  time: since && <RelativeTime time={since} />,
                }}
              />
            </StatusMark>
          </li>
        ))}
        <li className="text-muted italic">
          <T id={`evidence.basis.${basis}`} />
        </li>
      </ol>
    </div>
  );
}

const TONE: Record<RungStatus, Tone> = { reached: "passed", open: "pending", unknown: "unknown", failed: "failed" };

function RungShape({ status, basis }: { status: RungStatus; basis: Evidence["basis"] }) {
  if (status === "reached" && basis === "told") return <span aria-hidden className="m-0.5 size-3 rounded-full bg-accent" />;
  return <StatusShape tone={TONE[status]} className="size-4" />;
}
