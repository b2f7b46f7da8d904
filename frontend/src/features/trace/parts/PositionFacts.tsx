import type { StateView } from "@waybill/protocol/schemas/api/trace";
import type { ReactNode } from "react";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { SubjectChip } from "../../../entities/SubjectChip.tsx";
import { InstantText } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { bareName } from "../../../lib/short.ts";
import { Fact } from "../../../ui/Card.tsx";
import { AmountText } from "./NodeBalance.tsx";

type Position = StateView["positions"][number];

/** Where goods are and in what state, each with whoever told of it and when. */
export function PositionFacts({ subject, position }: { subject: string; position: Position }) {
  const { place, disposition, holder, ended, amount } = position;
  const answers: [keyof typeof NAMES, Told | null][] = [
    ["place", place && { ...place, value: place.value.name ?? bareName(place.value.id) }],
    ["holder", holder && { ...holder, value: bareName(holder.value) }],
    ["disposition", disposition && { ...disposition, value: bareName(disposition.value).replaceAll("_", " ") }],
  ];
  return (
    <>
      {position.unit !== subject && (
        <Fact name={<T id="trace.part" />}>
          <span className="flex flex-wrap items-center gap-2">
            <SubjectChip subject={position.unit} />
            {amount !== null && <AmountText amount={amount} />}
          </span>
        </Fact>
      )}
      {place === null && position.unit === subject && (
        <Fact name={<T id="trace.state.place" />}>
          <T id="trace.state.unknown" />
        </Fact>
      )}
      {answers.map(([name, told]) => told !== null && <Answer key={name} name={NAMES[name]} told={told} />)}
      {ended !== null && <Answer name={<T id="trace.state.ended" />} told={{ ...ended, value: <T id={`trace.ended.${ended.value}`} /> }} />}
    </>
  );
}

interface Told {
  value: ReactNode;
  since: string;
  author: NonNullable<Position["holder"]>["author"];
}

const NAMES = {
  place: <T id="trace.state.place" />,
  holder: <T id="trace.state.holder" />,
  disposition: <T id="trace.state.disposition" />,
};

function Answer({ name, told: { value, since, author } }: { name: ReactNode; told: Told }) {
  return (
    <Fact name={name}>
      {value}
      <span className="mt-1 flex flex-wrap items-center gap-2 text-sm text-muted">
        <InstantText time={since} /> <PartyChip party={author} />
      </span>
    </Fact>
  );
}
