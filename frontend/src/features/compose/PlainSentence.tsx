import type { ReactNode } from "react";
import { gtinOf } from "../../entities/pickers/use-names.ts";
import { useSubjectLabel } from "../../entities/SubjectChip.tsx";
import { WrittenTimeText } from "../../entities/Times.tsx";
import { decimalOf } from "../../lib/decimal.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import type { Draft, PlaceChoice, ProductLine } from "./model/draft.ts";
import { eventTimeOf } from "../../lib/local-time.ts";
import { questionsOf } from "./model/questions.ts";
import { useNamedDraft } from "./use-named-draft.ts";

/** A complete draft in the supplier's own words: what, where, when, and which goods. */
export function PlainSentence({ draft: typed }: { draft: Draft }) {
  const draft = useNamedDraft(typed);
  const text = useText();
  const label = useSubjectLabel();
  const { happening, place, unit, counterpart, inputs, products, temperature } = draft;
  const time = eventTimeOf(draft.localTime, draft.offset);
  const questions = questionsOf(draft);
  if (happening === null || questions === null || place === null || time === null) return null;
  const { hasUnit, counterpart: direction } = questions;
  return (
    <div className="space-y-2">
      <p>
        <T
          id="compose.sentence"
          values={{
            what: text(`compose.happening.${happening}`),
            place: <PlaceWords place={place} />,
            time: <WrittenTimeText time={time} />,
          }}
        />
        {direction !== null && counterpart !== null && (
          <>
            {" "}
            <T id={`compose.sentence.${direction}`} values={{ place: <PlaceWords place={counterpart} /> }} />
          </>
        )}
        {draft.outcome !== "" && (
          <>
            {" "}
            <T id={outcomeId(draft.outcome)} />.
          </>
        )}
      </p>
      {hasUnit && (
        <p>
          <T id={happening === "unpacked" ? "compose.sentence.out-of" : "compose.sentence.into"} values={{ unit: label(unit) }} />
        </p>
      )}
      {inputs.length > 0 && <Goods title={<T id="compose.sentence.inputs" />} lines={inputs} />}
      <Goods title={inputs.length > 0 ? <T id="compose.sentence.outputs" /> : null} lines={products} />
      {decimalOf(temperature.value) !== null && (
        <p>
          <T id="compose.temperature" />: {decimalOf(temperature.value)} {temperature.unit === "CEL" ? "°C" : "°F"}
        </p>
      )}
    </div>
  );
}

/** A place by its name, with its number beside it. */
function PlaceWords({ place: { name, gln } }: { place: PlaceChoice }) {
  const text = useText();
  if (name === null) return text("picker.place.unnamed", { gln });
  return (
    <>
      {name}
      <Code>{gln}</Code>
    </>
  );
}

/** The number that a name stands for. */
function Code({ children }: { children: string }) {
  return <span className="ml-1.5 font-mono text-sm text-muted">{children}</span>;
}

function outcomeId(outcome: string) {
  return `compose.outcome.${outcome as "conformant" | "non_conformant" | "damaged"}` as const;
}

function Goods({ title, lines }: { title: ReactNode; lines: readonly ProductLine[] }) {
  const text = useText();
  const label = useSubjectLabel();
  if (lines.length === 0) return null;
  return (
    <div>
      {title}
      <ul className="list-disc pl-5">
        {lines.map(({ subject, name, quantity, uom }) => {
          const amount = decimalOf(quantity);
          const gtin = gtinOf(subject);
          return (
            <li key={subject}>
              {amount !== null && `${amount} ${text(`uom.${uom === "" ? "pieces" : uom}`)} · `}
              {name !== null && `${name}, `}
              {label(subject)}
              {gtin !== null && <Code>{gtin}</Code>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
