import { FileSpreadsheet } from "lucide-react";
import { useState } from "react";
import { FileDrop } from "../../../entities/FileDrop.tsx";
import { download } from "../../../lib/download.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { Disclosure } from "../../../ui/Disclosure.tsx";
import { Field, Textarea } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TemplatePicker } from "../form/TemplatePicker.tsx";
import { HAPPENING_IDS, type HappeningId } from "../model/happenings.ts";
import { subjectName, type ImportSubject } from "./model/columns.ts";
import { exampleFile } from "./model/example-file.ts";
import { readRows, type FileProblem, type Rows } from "./model/read-file.ts";
import type { ImportFile } from "./use-import.ts";

/** What the rows are about, and the file that has them. */
export function FileStep({ file, onRead }: { file: ImportFile | null; onRead: (file: ImportFile | null) => void }) {
  const text = useText();
  const [subject, setSubject] = useState<ImportSubject>({ happening: "shipped", template: null });
  const [read, setRead] = useState<{ name: string; rows: Rows } | null>(null);
  const [problem, setProblem] = useState<FileProblem | null>(null);
  const [pasted, setPasted] = useState("");

  function about(next: ImportSubject) {
    setSubject(next);
    if (read !== null) onRead({ ...read, subject: next });
  }
  function take(name: string, content: string) {
    const rows = readRows(content);
    const isRead = typeof rows !== "string";
    setProblem(isRead ? null : rows);
    setRead(isRead ? { name, rows } : null);
    onRead(isRead ? { name, rows, subject } : null);
  }

  return (
    <div className="space-y-8">
      <section aria-labelledby="import-what" className="space-y-4">
        <h2 id="import-what" className="text-xl">
          <T id="import.step.what" />
        </h2>
        <TemplatePicker
          value={subject.template}
          onPick={({ template = null, happening = subject.happening }) => about({ template, happening })}
        />
        <Field label={<T id="import.step.happening" />} className="max-w-xl">
          <Select<HappeningId>
            value={subject.happening}
            onValueChange={(happening) => about({ happening, template: null })}
            options={HAPPENING_IDS.map((id) => ({ value: id, label: text(`compose.happening.${id}`) }))}
          />
        </Field>
        <p className="flex flex-wrap items-center gap-3 text-sm text-muted">
          <Button size="small" onClick={() => download(`${subjectName(subject)}-example.csv`, exampleFile(subject), "text/csv")}>
            <T id="import.example" />
          </Button>
          <T id="import.example.hint" />
        </p>
      </section>
      <section aria-labelledby="import-file" className="space-y-4">
        <h2 id="import-file" className="text-xl">
          <T id="import.step.file" />
        </h2>
        <FileDrop
          icon={<FileSpreadsheet aria-hidden />}
          accept=".csv,.tsv,.txt,.json,text/csv,application/json"
          action={<T id={file === null ? "import.choose" : "import.choose-other"} />}
          hint={<T id="import.stays" />}
          onFile={(chosen) => void chosen.text().then((content) => take(chosen.name, content))}
        >
          {file === null ? <T id="import.drop" /> : <strong>{file.name}</strong>}
        </FileDrop>
        <Disclosure summary={<T id="import.paste" />}>
          <Textarea
            aria-label={text("import.paste")}
            rows={6}
            value={pasted}
            onChange={(event) => setPasted(event.currentTarget.value)}
            className="font-mono text-sm"
          />
          <Button size="small" className="mt-2" onClick={() => take(text("import.pasted"), pasted)}>
            <T id="import.read" />
          </Button>
        </Disclosure>
        {problem !== null && <Callout tone="failed" live title={<T id={`import.file.${problem}`} />} />}
      </section>
    </div>
  );
}
