import { NAMES } from "@waybill/protocol/credits/recount";
import { formatGrams } from "@waybill/protocol/measures/grams";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";
import { BatchChip } from "../../../entities/credits/BatchChip.tsx";
import type { Comparison } from "./compare.ts";

/** As many lines as a reader looks at; the file has all of them. */
const SHOWN = 50;

/** Whether the count by the reader's node obeys the law and is what the service told, and the count itself. */
export function RecountOutcome({ comparison: { recount, sum, unlawful, otherwise } }: { comparison: Comparison }) {
  const outcome = unlawful.length > 0 ? "unlawful" : otherwise.length > 0 ? "otherwise" : "equal";
  return (
    <>
      <div data-recount={outcome}>
        <Callout tone={outcome === "equal" ? "passed" : "failed"} live title={<T id={`carbon.recount.${outcome}`} />}>
          <p>
            <T id="carbon.recount.read" values={{ logs: recount.logs, block: recount.blockNumber, batches: recount.batches.size }} />
          </p>
          {otherwise.length > 0 && (
            <ul className="list-disc space-y-1 pl-6">
              {otherwise.map(({ name, told, counted }) => (
                <li key={name}>
                  <T
                    id="carbon.recount.differs"
                    values={{ account: <T id={`carbon.account.${name}`} />, told: formatGrams(told), counted: formatGrams(counted) }}
                  />
                </li>
              ))}
            </ul>
          )}
        </Callout>
      </div>
      <CountTable recount={recount} sum={sum} unlawful={unlawful} />
    </>
  );
}

function CountTable({ recount, sum, unlawful }: Pick<Comparison, "recount" | "sum" | "unlawful">) {
  const t = useText();
  const rows = [...recount.batches].sort(([a], [b]) => Number(unlawful.includes(b)) - Number(unlawful.includes(a)));
  return (
    <>
      <Table className="mt-4" caption={t("carbon.recount.table")} hideCaption>
        <thead>
          <tr>
            <Th>{t("carbon.batch")}</Th>
            {NAMES.map((name) => (
              <Th key={name} className="text-right">
                {t(`carbon.account.${name}`)}
              </Th>
            ))}
            <Th>{t("carbon.recount.adds-up")}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map(([batch, accounts]) => (
            <tr key={batch}>
              <Td>
                <BatchChip batch={batch} />
              </Td>
              {NAMES.map((name) => (
                <Td key={name} className="text-right whitespace-nowrap tabular-nums">
                  {formatGrams(accounts[name])}
                </Td>
              ))}
              <Td>{t(unlawful.includes(batch) ? "carbon.recount.no" : "carbon.recount.yes")}</Td>
            </tr>
          ))}
          <tr>
            <Td className="font-semibold">{t("carbon.recount.sum")}</Td>
            {NAMES.map((name) => (
              <Td key={name} className="text-right font-semibold whitespace-nowrap tabular-nums">
                {formatGrams(sum[name])}
              </Td>
            ))}
            <Td>{t(unlawful.length > 0 ? "carbon.recount.no" : "carbon.recount.yes")}</Td>
          </tr>
        </tbody>
      </Table>
      <SaveCsv
        name="carbon-recount"
        heads={["batch", ...NAMES.map((name) => `${name}_grams`)]}
        rows={() => rows.map(([batch, accounts]) => [batch, ...NAMES.map((name) => accounts[name].toString())])}
      />
    </>
  );
}
