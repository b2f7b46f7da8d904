import { formatGrams } from "@waybill/protocol/measures/grams";
import { footprintSummary, type FootprintSummary } from "@waybill/protocol/schemas/api/carbon";
import { HashChip } from "../../../entities/HashChip.tsx";
import { StateMark } from "../../../entities/Marks.tsx";
import { Paged } from "../../../entities/Paged.tsx";
import { InstantText } from "../../../entities/Times.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { pathOfSubject } from "../../../lib/subject.ts";
import { Section } from "../../../ui/Card.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";

const COLUMNS = ["kept", "total", "change", "certainty", "state", "hash"] as const;

/** All footprints that were kept of these goods, newest first: each takes the place of the one below it, and none is ever changed. */
export function History({ subject, shown }: { subject: string; shown: string }) {
  const t = useText();
  return (
    <Section id="history" title={<T id="footprint.history" />} intro={<T id="footprint.history.intro" />}>
      <Paged
        queryKey={keys.footprints(subject)}
        path="/api/footprints"
        query={{ subject }}
        item={footprintSummary}
        empty={<T id="footprint.history.none" />}
      >
        {(items) => (
          <Table caption={t("footprint.history")} hideCaption>
            <thead>
              <tr>
                {COLUMNS.map((column) => (
                  <Th key={column}>
                    <T id={`footprint.history.${column}`} />
                  </Th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.map((one) => (
                <KeptRow key={one.hash} one={one} before={items.find(({ hash }) => hash === one.preceding)} isShown={one.hash === shown} />
              ))}
            </tbody>
          </Table>
        )}
      </Paged>
    </Section>
  );
}

function KeptRow({ one, before, isShown }: { one: FootprintSummary; before: FootprintSummary | undefined; isShown: boolean }) {
  const t = useText();
  const { hash, storedAt, state, total, status, quality, subject, preceding } = one;
  const change = before === undefined ? null : BigInt(total.wtw) - BigInt(before.total.wtw);
  return (
    <tr aria-current={isShown || undefined} className="aria-[current]:font-semibold">
      <Td className="min-w-36">{storedAt !== null && <InstantText time={storedAt} />}</Td>
      <Td className="whitespace-nowrap tabular-nums">
        {formatGrams(BigInt(total.wtw))}
        <span className="block font-normal text-muted">
          <T id={`footprint.status.${status}`} />
        </span>
      </Td>
      <Td className="whitespace-nowrap tabular-nums">
        {preceding === null ? <T id="footprint.history.first" /> : change === null ? "" : `${change > 0n ? "+" : ""}${formatGrams(change)}`}
      </Td>
      <Td className="whitespace-nowrap">
        <T id="footprint.history.primary" values={{ percent: quality.primaryPercent }} />
      </Td>
      <Td className="whitespace-nowrap">{state !== null && <StateMark state={state} plain />}</Td>
      <Td>
        <HashChip hash={hash} kind={t("footprint.hash")} href={`/footprint${pathOfSubject(subject)}?kept=${hash}`} />
        {isShown && (
          <span className="block font-normal text-muted">
            <T id="footprint.history.shown" />
          </span>
        )}
      </Td>
    </tr>
  );
}
