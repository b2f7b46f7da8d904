import type { Conservation as Sums } from "@waybill/protocol/schemas/api/credits";
import { BlockChip } from "../../../entities/ChainChips.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { BatchChip } from "../../../entities/credits/BatchChip.tsx";
import { Equation } from "./Equation.tsx";

/** The sums as the service tells them, of which block, and which batches do not add up. */
export function Conservation({ sums: { accounts, batches, isConserved, violations, block } }: { sums: Sums }) {
  return (
    <>
      <Equation accounts={accounts} />
      <p className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2">
        <StatusMark tone={isConserved ? "neutral" : "failed"}>
          <T id={isConserved ? "carbon.law.told" : "carbon.law.broken"} />
        </StatusMark>
        <span className="text-muted">
          <T id="carbon.law.of" values={{ batches }} />
        </span>
        {block !== null && <BlockChip number={block.number} hash={block.hash} />}
      </p>
      {violations.length > 0 && (
        <ul className="mt-3 flex flex-wrap gap-2">
          {violations.map((batch) => (
            <li key={batch}>
              <BatchChip batch={batch} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
