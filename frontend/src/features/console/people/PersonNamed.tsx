import { personName } from "../../../entities/console/person-name.ts";
import { useProposedPerson } from "./use-proposed-person.ts";

/** Somebody by the masked address where there is one; by the id until that is known. */
export function PersonNamed({ person }: { person: string }) {
  const { data } = useProposedPerson(person);
  return <span className="break-all">{data ? personName(data) : person}</span>;
}
