import type { PersonReach } from "@waybill/protocol/schemas/api/privacy";
import { z } from "zod";
import type { ListAct } from "../../entities/list/definition.ts";
import { T } from "../../lib/i18n/text.tsx";
import { doOwn, sendOwn } from "../../lib/session/session.ts";
import { Erasure } from "./Erasure.tsx";

interface Named {
  person: string;
}

export const pathOf = ({ person }: Named) => `/api/installation/persons/${encodeURIComponent(person)}`;

export const ERASE: ListAct<PersonReach> = {
  id: "erase",
  act: "persons:erase",
  label: "operations.person.erase",
  question: "operations.person.erase.question",
  done: "operations.person.erase.done",
  appliesTo: ({ isErased, hold, installationRoles }) => !isErased && hold === null && !installationRoles.includes("admin"),
  reach: ([reach]) => (reach === undefined ? null : <Erasure reach={reach} />),
  perform: (reach, _, key) => doOwn("DELETE", pathOf(reach), key),
  isDangerous: true,
};

export const HOLD: ListAct<PersonReach> = {
  id: "hold",
  act: "persons:hold",
  label: "operations.person.hold",
  question: "operations.person.hold.question",
  done: "operations.person.hold.done",
  asks: { kind: "text", label: "operations.hold.reason" },
  reach: () => (
    <p>
      <T id="operations.person.hold.reach" />
    </p>
  ),
  perform: (reach, reason, idempotencyKey) => sendOwn(`${pathOf(reach)}/hold`, z.undefined(), { body: { reason }, idempotencyKey }),
};

export const RELEASE: ListAct<Named> = {
  id: "release",
  act: "persons:release",
  label: "operations.person.release",
  question: "operations.person.release.question",
  done: "operations.person.release.done",
  asks: { kind: "text", label: "operations.hold.lifted-for" },
  reach: (named) => (
    <p>
      <T id="operations.person.release.reach" values={{ count: named.length }} />
    </p>
  ),
  perform: (named, reason, idempotencyKey) => sendOwn(`${pathOf(named)}/release`, z.undefined(), { body: { reason }, idempotencyKey }),
};
