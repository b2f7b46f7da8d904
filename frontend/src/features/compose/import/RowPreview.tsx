import { T, useText } from "../../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";
import { PlainSentence } from "../PlainSentence.tsx";
import type { CheckedRow } from "./model/check-rows.ts";

const SHOWN = 5;

/** The first rows in the words in which the composer shows an event. */
export function RowPreview({ rows }: { rows: readonly CheckedRow[] }) {
  const text = useText();
  return (
    <Table caption={text("import.preview")}>
      <thead>
        <tr>
          <Th>
            <T id="import.preview.line" />
          </Th>
          <Th>
            <T id="import.preview.event" />
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, SHOWN).map(({ line, draft }) => (
          <tr key={line}>
            <Td>{line}</Td>
            <Td>
              <PlainSentence draft={draft} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
