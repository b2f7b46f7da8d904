import type { ContentItem } from "@waybill/protocol/schemas/api/custody";
import type { Party } from "@waybill/protocol/schemas/api/traceability";
import { RefreshCw, X } from "lucide-react";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { SubjectPicker } from "../../../entities/pickers/SubjectPicker.tsx";
import { SubjectChip } from "../../../entities/SubjectChip.tsx";
import { Heading } from "../../../entities/Heading.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { newSscc } from "../../../lib/identifier-entry.ts";
import { randomBelow } from "../../../lib/random.ts";
import { Button } from "../../../ui/Button.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";
import { DEADLINES_DAYS, type HandoverDraft, type HandoverProblems } from "../model/handover-draft.ts";
import { ContentsField } from "./ContentsField.tsx";
import { HeldUnits } from "./HeldUnits.tsx";
import { ReceiverField } from "./ReceiverField.tsx";

interface HandoverFormProps {
  draft: HandoverDraft;
  onChange: (part: Partial<HandoverDraft>) => void;
  problems: HandoverProblems;
  /** Who holds the unit, when that is somebody else. */
  holder: Party | null;
  account: string | null;
  gln: string | null;
  /** What is known to be inside. */
  known: readonly ContentItem[];
  /** Units that the account holds, offered for choice. */
  held: readonly string[];
  onReview: () => void;
}

/** Which unit, what is inside, to whom, until when. */
export function HandoverForm({ draft, onChange, problems, holder, account, gln, known, held, onReview }: HandoverFormProps) {
  const text = useText();
  return (
    <div className="mx-auto max-w-2xl">
      <Heading className="text-3xl" id="handovers.new" />
      <p className="mt-2 text-lg text-muted">
        <T id="handover.new.intro" />
      </p>
      <div className="mt-8 space-y-8">
        {draft.unit === "" ? (
          <div className="space-y-2">
            <SubjectPicker
              unitsOnly
              label={<T id="handover.unit" />}
              hint={<T id="handover.unit.hint" />}
              error={problems.unit && text(problems.unit)}
              onPick={(unit) => onChange({ unit })}
            />
            {held.length > 0 && <HeldUnits units={held} onPick={(unit) => onChange({ unit })} />}
            {gln !== null && (
              <Button size="small" onClick={() => onChange({ unit: `https://id.gs1.org/00/${newSscc(gln, randomBelow(10_000))}` })}>
                <RefreshCw aria-hidden />
                <T id="compose.unit.new" />
              </Button>
            )}
          </div>
        ) : (
          <div>
            <p className="font-medium">
              <T id="handover.unit" />
            </p>
            <p className="mt-1.5 flex items-center gap-2">
              <SubjectChip subject={draft.unit} copy />
              <Button look="quiet" size="icon" aria-label={text("compose.remove")} onClick={() => onChange({ unit: "" })}>
                <X aria-hidden />
              </Button>
            </p>
            {holder !== null && (
              <p role="alert" className="mt-2 flex flex-wrap items-center gap-2 text-fail">
                <T id="handover.problem.held" /> <PartyChip party={holder} />
              </p>
            )}
          </div>
        )}
        <section aria-labelledby="contents">
          <h2 id="contents" className="mb-3 text-xl">
            <T id="handover.contents" />
          </h2>
          <ContentsField lines={draft.contents} onChange={(contents) => onChange({ contents })} known={known} />
          {problems.contents && (
            <p role="alert" className="mt-2 text-sm text-fail">
              <T id={problems.contents} />
            </p>
          )}
        </section>
        <div className="grid gap-4 sm:grid-cols-[1fr_12rem]">
          <ReceiverField account={account} value={draft.to} onChange={(to) => onChange({ to })} problem={problems.to} />
          <Field label={<T id="handover.deadline" />}>
            <Select
              value={String(draft.days)}
              onValueChange={(days) => onChange({ days: Number(days) })}
              options={DEADLINES_DAYS.map((days) => ({ value: String(days), label: text("handover.days", { days }) }))}
            />
          </Field>
        </div>
        <Button look="primary" size="large" onClick={onReview}>
          <T id="compose.review" />
        </Button>
      </div>
    </div>
  );
}
