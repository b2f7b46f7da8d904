import type { PersonView } from "@waybill/protocol/schemas/api/installation";
import { personName } from "../../../entities/console/person-name.ts";
import { T, type MessageId } from "../../../lib/i18n/text.tsx";

/** Whom an act strikes, and with what: in a sentence, and then by name. */
export function PeopleReach({ people, says }: { people: readonly PersonView[]; says: MessageId }) {
  const sum = (count: (person: PersonView) => number) => people.reduce((total, person) => total + count(person), 0);
  const values = { sessions: sum(({ sessions }) => sessions), memberships: sum(({ memberships }) => memberships.length) };
  return (
    <div className="space-y-3">
      <p>
        <T id={says} values={{ count: people.length, ...values }} />
      </p>
      <ul className="list-disc pl-5">
        {people.map((one) => (
          <li key={one.person} className="break-all">
            {personName(one)}
          </li>
        ))}
      </ul>
    </div>
  );
}
