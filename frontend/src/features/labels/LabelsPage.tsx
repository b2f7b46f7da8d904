import { LABEL_CODES, LABEL_SHEETS, type LabelSheetName } from "@waybill/protocol/schemas/api/labels";
import { Printer } from "lucide-react";
import { useState } from "react";
import { PageTitle } from "../../entities/Fetched.tsx";
import { send } from "../../lib/api/http.ts";
import { ApiError } from "../../lib/api/errors.ts";
import { downloadBlob } from "../../lib/download.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { Spinner } from "../../ui/Progress.tsx";
import { Select } from "../../ui/Select.tsx";
import { LabelPreview } from "./LabelPreview.tsx";
import { EMPTY_FORM, readForm, type LabelsForm } from "./labels-form.ts";
import { SourceFields } from "./SourceFields.tsx";

const SHEETS = Object.keys(LABEL_SHEETS) as LabelSheetName[];

/** Labels to print and stick on goods: what for, which code, which sheet. Needs no wallet: a label says nothing new. */
export function LabelsPage() {
  const t = useText();
  const [form, setForm] = useState<LabelsForm>(EMPTY_FORM);
  const [tried, setTried] = useState(false);
  const [state, setState] = useState<"idle" | "making" | "made" | { problem: string }>("idle");
  const draft = readForm(form);
  const change = (part: Partial<LabelsForm>) => {
    setForm({ ...form, ...part });
    setState("idle");
  };
  const make = async () => {
    setTried(true);
    if (draft.body === undefined) return;
    setState("making");
    try {
      const response = await send("/api/labels", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(draft.body),
      });
      downloadBlob("labels.pdf", await response.blob());
      setState("made");
    } catch (error) {
      setState({ problem: error instanceof ApiError && error.problem !== null ? error.problem.detail : t("error.down.title") });
    }
  };
  const problems = tried ? (draft.problems ?? {}) : {};
  return (
    <>
      <PageTitle title={t("labels.title")}>
        <T id="labels.intro" />
      </PageTitle>
      <div className="grid gap-10 lg:grid-cols-2">
        <form
          noValidate
          className="space-y-6"
          onSubmit={(event) => {
            event.preventDefault();
            void make();
          }}
        >
          <SourceFields form={form} problems={problems} onChange={change} />
          <Field label={<T id="labels.code" />}>
            <Select
              value={form.code}
              onValueChange={(code) => change({ code })}
              options={LABEL_CODES.map((value) => ({ value, label: t(`labels.code.${value}`), hint: t(`labels.code.${value}.hint`) }))}
            />
          </Field>
          <div className="grid gap-6 sm:grid-cols-2">
            <Field label={<T id="labels.sheet" />}>
              <Select
                value={form.sheet}
                onValueChange={(sheet) => change({ sheet })}
                options={SHEETS.map((value) => ({ value, label: sheetName(value) }))}
              />
            </Field>
            <Field label={<T id="labels.skip" />} error={problems.skip && t(problems.skip.message, problems.skip.values)}>
              <Input value={form.skip} onValueChange={(skip) => change({ skip })} inputMode="numeric" maxLength={3} autoComplete="off" />
            </Field>
          </div>
          <Button type="submit" look="primary" size="large" busy={state === "making"}>
            {state === "making" ? <Spinner /> : <Printer aria-hidden />}
            <T id="labels.make" />
          </Button>
          {typeof state === "object" && (
            <Callout tone="failed" live title={<T id="labels.failed" />}>
              <p>{state.problem}</p>
            </Callout>
          )}
          {state === "made" && (
            <Callout tone="passed" live title={<T id="labels.made" />}>
              <p>
                <T id="labels.made.next" />
              </p>
            </Callout>
          )}
        </form>
        <LabelPreview identifier={draft.firstLabel ?? null} code={form.code} sheet={form.sheet} />
      </div>
    </>
  );

  function sheetName(name: LabelSheetName): string {
    const { page, columns, rows, width, height } = LABEL_SHEETS[name];
    return t("labels.sheet.name", { page, columns, rows, width: Math.round(width * 10) / 10, height: Math.round(height * 10) / 10 });
  }
}
