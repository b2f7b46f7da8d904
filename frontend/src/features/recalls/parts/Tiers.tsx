import type { RecallSimulation } from "@waybill/protocol/schemas/api/recalls";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";
import { Goods } from "./Goods.tsx";

/** What became of the goods, step by step, and what carried them. */
export function Tiers({ simulation: { tiers } }: { simulation: RecallSimulation }) {
  const t = useText();
  const rows = () =>
    tiers.flatMap(({ level, goods, carriers }) => [
      ...goods.map((subject) => [level, "goods", subject]),
      ...carriers.map((subject) => [level, "carrier", subject]),
    ]);
  return (
    <>
      <Table caption={t("recalls.tiers")} hideCaption>
        <thead>
          <tr>
            <Th>{t("recalls.step")}</Th>
            <Th>{t("recalls.goods")}</Th>
            <Th>{t("recalls.carriers")}</Th>
          </tr>
        </thead>
        <tbody>
          {tiers.map(({ level, goods, carriers }) => (
            <tr key={level}>
              <Td className="whitespace-nowrap tabular-nums">{level === 0 ? <T id="recalls.step.first" /> : level}</Td>
              <Td>
                <Goods subjects={goods} />
              </Td>
              <Td>{carriers.length === 0 ? <T id="recalls.none" /> : <Goods subjects={carriers} />}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <SaveCsv name="recall-tiers" heads={["step", "role", "subject"]} rows={rows} />
    </>
  );
}
