import type { ContentItem } from "@waybill/protocol/schemas/api/custody";
import { NamedSubjectChip } from "../../entities/NamedSubjectChip.tsx";
import { T, useText, type MessageId } from "../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../ui/Table.tsx";

/** What is inside a unit. */
export function ContentsTable({ items }: { items: readonly ContentItem[] }) {
  const text = useText();
  if (items.length === 0) {
    return (
      <p className="text-muted">
        <T id="handover.contents.none" />
      </p>
    );
  }
  return (
    <Table caption={text("handover.contents")} hideCaption>
      <thead>
        <tr>
          <Th>
            <T id="handover.contents.product" />
          </Th>
          <Th>
            <T id="compose.quantity" />
          </Th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ subject, quantity, uom }) => (
          <tr key={subject}>
            {/* As wide as is left, so that a long name is cut and the quantity stays in sight. */}
            <Td className="w-full max-w-0">
              <NamedSubjectChip subject={subject} />
            </Td>
            <Td>
              {quantity ?? "–"} {quantity !== null && uom !== null && <T id={`uom.${uom}` as MessageId} />}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
