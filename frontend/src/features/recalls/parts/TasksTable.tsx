import type { RecallTaskView, RecallView } from "@waybill/protocol/schemas/api/recalls";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { StateMark } from "../../../entities/Marks.tsx";
import { RelativeTime } from "../../../entities/Times.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";
import { Goods } from "./Goods.tsx";
import { TaskMark } from "./RecallMark.tsx";

const HEADS = ["account", "name", "state", "escalations", "subject", "answered", "outcome", "note", "answer"];

/** Everybody who is asked, those first who are late. */
export function TasksTable({ recall: { tasks, commitment } }: { recall: RecallView }) {
  const t = useText();
  const order: RecallTaskView["state"][] = ["overdue", "waiting", "answered", "ended"];
  const sorted = tasks.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return (
    <>
      <Table caption={t("recalls.asked")} hideCaption>
        <thead>
          <tr>
            <Th>{t("recalls.holder")}</Th>
            <Th>{t("recalls.standing")}</Th>
            <Th>{t("recalls.open-goods")}</Th>
            <Th>{t("recalls.answers")}</Th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((task) => (
            <tr key={task.party.account}>
              <Td>
                <PartyChip party={task.party} />
              </Td>
              <Td>
                <TaskMark task={task} notice={commitment} />
              </Td>
              <Td>{task.open.length === 0 ? <T id="recalls.none" /> : <Goods subjects={task.open} />}</Td>
              <Td>
                <Answers answers={task.answers} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <SaveCsv name={`recall-${commitment.slice(2, 14)}`} heads={HEADS} rows={() => tasks.flatMap(csvRows)} />
    </>
  );
}

function Answers({ answers }: Pick<RecallTaskView, "answers">) {
  if (answers.length === 0) return <T id="recalls.none" />;
  return (
    <ul className="space-y-3">
      {answers.map(({ commitment, outcome, note, eventTime, subjects, state }) => (
        <li key={commitment} className="space-y-1">
          <p>
            <strong>
              <T id={`recalls.outcome.${outcome}`} />
            </strong>{" "}
            <span className="text-muted">
              <RelativeTime time={eventTime} />
            </span>
          </p>
          {note !== null && <p>{note}</p>}
          <Goods subjects={subjects} />
          <StateMark state={state} plain />
        </li>
      ))}
    </ul>
  );
}

/** A row for each thing that an organisation is asked about. */
function csvRows({ party, state, escalations, subjects, answers }: RecallTaskView) {
  return subjects.map((subject) => {
    const answer = answers.find((given) => given.subjects.includes(subject));
    return [
      ...[party.account, party.name, state, escalations.length, subject],
      ...[answer?.eventTime ?? null, answer?.outcome ?? null, answer?.note ?? null, answer?.commitment ?? null],
    ];
  });
}
