import type { Address } from "@waybill/protocol/schemas/primitives";
import type { ReactNode } from "react";
import { AccountPicker } from "../../../entities/pickers/AccountPicker.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Disclosure } from "../../../ui/Disclosure.tsx";
import { Field, Input, Textarea } from "../../../ui/Field.tsx";
import type { RetireDraft, RetireProblems } from "../model/retire-draft.ts";
import { AmountField } from "../parts/AmountField.tsx";
import { BatchField, type Line } from "../parts/BatchField.tsx";
import { ShipmentField } from "./ShipmentField.tsx";

interface RetireFormProps {
  lines: readonly Line[];
  line: Line;
  account: Address;
  draft: RetireDraft;
  problems: RetireProblems;
  busy: boolean;
  onChange: (part: Partial<RetireDraft>) => void;
  onReview: () => void;
  /** What the service refused. */
  children: ReactNode;
}

/** How many grams of which batch, in whose name, and for what. */
export function RetireForm({ lines, line, account, draft, problems, busy, onChange, onReview, children }: RetireFormProps) {
  const say = (problem: RetireProblems[keyof RetireProblems]) => problem && <T id={problem} />;
  return (
    <form
      noValidate
      className="space-y-6"
      onSubmit={(event) => {
        event.preventDefault();
        onReview();
      }}
    >
      <BatchField
        lines={lines}
        value={line.batch}
        onChange={(batch) => onChange({ batch })}
        mostOf={({ retirable }) => BigInt(retirable)}
      />
      <AmountField
        label="retire.amount"
        amount={draft.amount}
        most={BigInt(line.retirable)}
        problem={problems.amount}
        onChange={(amount) => onChange({ amount })}
      />
      <AccountPicker
        label={<T id="retire.beneficiary" />}
        hint={<T id={draft.beneficiary === account ? "retire.beneficiary.own" : "retire.beneficiary.hint"} />}
        error={say(problems.beneficiary)}
        value={draft.beneficiary}
        onChange={(beneficiary) => onChange({ beneficiary, ...(beneficiary !== account && { shipment: null }) })}
      />
      <Field
        label={<T id="retire.note" />}
        optional={<T id="compose.optional" />}
        hint={<T id="retire.note.hint" />}
        error={say(problems.note)}
      >
        <Textarea value={draft.note} onChange={(event) => onChange({ note: event.currentTarget.value })} maxLength={512} />
      </Field>
      <Disclosure summary={<T id="retire.more" />} open={problems.period !== undefined || problems.country !== undefined}>
        <div className="space-y-6 pt-3">
          {draft.beneficiary === account ? (
            <ShipmentField shipment={draft.shipment} onChange={(shipment) => onChange({ shipment })} />
          ) : (
            <p className="text-muted">
              <T id="retire.shipment.own" />
            </p>
          )}
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={<T id="retire.from" />} error={say(problems.period)}>
              <Input type="date" value={draft.from} onValueChange={(from) => onChange({ from })} />
            </Field>
            <Field label={<T id="retire.to" />}>
              <Input type="date" value={draft.to} onValueChange={(to) => onChange({ to })} />
            </Field>
          </div>
          <Field label={<T id="retire.country" />} hint={<T id="retire.country.hint" />} error={say(problems.country)}>
            <Input
              maxLength={2}
              autoComplete="off"
              className="max-w-24 uppercase"
              value={draft.country}
              onValueChange={(country) => onChange({ country })}
            />
          </Field>
        </div>
      </Disclosure>
      {children}
      <Button type="submit" look="primary" size="large" busy={busy}>
        <T id="retire.preview" />
      </Button>
    </form>
  );
}
