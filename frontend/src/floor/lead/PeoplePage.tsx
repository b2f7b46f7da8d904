import { staffView, type StaffView } from "@waybill/protocol/schemas/warehouse/floor";
import { useState } from "react";
import { RelativeTime } from "../../entities/Times.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { useAct } from "../api/use-act.ts";
import { useStaff } from "../api/use-floor.ts";
import { Refusal } from "../parts/Refusal.tsx";
import { Shown } from "../parts/Shown.tsx";
import { Title } from "../parts/Title.tsx";
import { AddPerson } from "./AddPerson.tsx";
import { EndButton } from "./EndButton.tsx";
import { EndedList } from "./EndedList.tsx";

/** For leads: who works here, and who does no more. */
export function PeoplePage() {
  const t = useText();
  const query = useStaff();
  return (
    <>
      <Title title={t("floor.people")}>
        <T id="floor.people.about" />
      </Title>
      <Shown query={query}>{(people) => <People people={people} />}</Shown>
      <AddPerson />
    </>
  );
}

function People({ people }: { people: readonly StaffView[] }) {
  const t = useText();
  const act = useAct();
  const [done, setDone] = useState<{ said: "end" | "make-lead" | "take-lead"; name: string } | null>(null);
  const nameOf = ({ name }: StaffView) => name ?? t("floor.people.erased");
  const end = async (person: StaffView) => {
    const answer = await act.run(`staff/${person.id}`, staffView, {}, "DELETE");
    setDone(answer === undefined ? null : { said: "end", name: nameOf(person) });
  };
  const setLead = async (person: StaffView, isLead: boolean) => {
    const answer = await act.run(`staff/${person.id}/lead`, staffView, { isLead }, "PUT");
    setDone(answer === undefined ? null : { said: isLead ? "make-lead" : "take-lead", name: nameOf(person) });
  };
  const [here, gone] = [people.filter(({ endedAt }) => endedAt === null), people.filter(({ endedAt }) => endedAt !== null)];
  return (
    <>
      {done !== null && (
        <Callout className="mb-4" tone="passed" live title={<T id={`floor.people.${done.said}.done`} values={{ name: done.name }} />} />
      )}
      <Refusal error={act.error} />
      <ul className="divide-y divide-line border-y border-line">
        {here.map((person) => (
          <li key={person.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
            <div className="min-w-0 flex-1 basis-48">
              <p className="font-semibold break-words">{nameOf(person)}</p>
              <p className="text-sm text-muted">
                <T id={person.isLead ? "floor.people.lead" : "floor.people.staff"} />,{" "}
                <T id="floor.people.since" values={{ time: <RelativeTime time={person.createdAt} /> }} />
              </p>
            </div>
            <div className="flex flex-wrap gap-3">
              <Button
                aria-label={t(person.isLead ? "floor.people.take-lead.of" : "floor.people.make-lead.of", { name: nameOf(person) })}
                busy={act.isSending}
                onClick={() => void setLead(person, !person.isLead)}
              >
                <T id={person.isLead ? "floor.people.take-lead" : "floor.people.make-lead"} />
              </Button>
              <EndButton
                label={<T id="floor.people.end" />}
                fullLabel={t("floor.people.end.of", { name: nameOf(person) })}
                question={<T id="floor.people.end.question" values={{ name: nameOf(person) }} />}
                about={
                  <p>
                    <T id="floor.people.end.about" />
                  </p>
                }
                busy={act.isSending}
                onEnd={() => end(person)}
              />
            </div>
          </li>
        ))}
      </ul>
      <EndedList label="floor.people.ended" gone={gone} />
    </>
  );
}
