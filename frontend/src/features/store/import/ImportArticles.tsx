import { article, type ArticlesImport } from "@waybill/protocol/schemas/api/catalogue";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { useQueryClient } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import { useState } from "react";
import { FileDrop } from "../../../entities/FileDrop.tsx";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { sendOwn } from "../../../lib/session/session.ts";
import { Button } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { CardTable } from "../../../ui/CardTable.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { COLUMNS, MORE_COLUMNS, readArticles, type ReadFile, type ReadRow } from "./read-articles.ts";

const SHOWN = 50;
/** Far above what so many articles take. */
const MAX_BYTES = 4 * 1024 * 1024;
const answer = pageOf(article);

/** A file of articles: looked at row by row before anything is sent, and taken whole or not at all. */
export function ImportArticles() {
  const client = useQueryClient();
  const [read, setRead] = useState<ReadFile | null>(null);
  const [state, setState] = useState<{ sending?: true; done?: number; error?: unknown }>({});
  const [name, setName] = useState<string | null>(null);
  const open = async (file: File) => {
    setName(file.name);
    setRead(file.size > MAX_BYTES ? { problem: "too-many" } : readArticles(await file.text()));
    setState({});
  };
  const send = async (articles: ArticlesImport["articles"]) => {
    setState({ sending: true });
    try {
      const { items } = await sendOwn("/api/articles/import", answer, { body: { articles } });
      setRead(null);
      setState({ done: items.length });
      await client.invalidateQueries({ queryKey: keys.lists });
      await client.invalidateQueries({ queryKey: ["articles"] });
    } catch (error) {
      setState({ error });
    }
  };
  return (
    <div className="max-w-3xl space-y-4">
      <p className="text-muted">
        <T id="store.import.columns" values={{ needed: COLUMNS.join(", "), more: MORE_COLUMNS.join(", ") }} />
      </p>
      <FileDrop
        icon={<FileText aria-hidden />}
        accept=".csv,text/csv"
        action={<T id="store.import.choose" />}
        hint={<T id="store.import.hint" />}
        onFile={(file) => void open(file)}
      >
        {name ?? <T id="store.import.drop" />}
      </FileDrop>
      {read !== null && "problem" in read && <Callout tone="failed" live title={<T id={`store.import.${read.problem}`} />} />}
      {read !== null && "rows" in read && (
        <>
          <Preview rows={read.rows} />
          {state.error !== undefined && <LoadFailure error={state.error} onRetry={() => setState({})} />}
          {read.articles === null ? (
            <Callout
              tone="failed"
              live
              title={<T id="store.import.wrong" values={{ count: read.rows.filter(({ errors }) => errors.length > 0).length }} />}
            />
          ) : (
            <Button look="primary" busy={state.sending} onClick={() => void send(read.articles ?? [])}>
              <T id="store.import.send" values={{ count: read.articles.length }} />
            </Button>
          )}
        </>
      )}
      {state.done !== undefined && <Callout tone="passed" live title={<T id="store.import.done" values={{ count: state.done }} />} />}
    </div>
  );
}

/** What is wrong comes first. */
function Preview({ rows }: { rows: readonly ReadRow[] }) {
  const t = useText();
  const sorted = [...rows].sort((a, b) => Number(b.errors.length > 0) - Number(a.errors.length > 0) || a.number - b.number);
  return (
    <>
      <CardTable<ReadRow>
        caption={t("store.import.preview")}
        rows={sorted.slice(0, SHOWN)}
        keyOf={({ number }) => number}
        columns={[
          { head: t("store.import.row"), cell: ({ number }) => number },
          { head: t("store.article.gtin"), cell: ({ gtin }) => <span className="font-mono">{gtin}</span> },
          { head: t("store.article.title"), cell: ({ title }) => title },
          { head: t("store.article.price"), cell: ({ price }) => price },
          {
            head: t("store.import.check"),
            cell: ({ errors }) =>
              errors.length === 0 ? (
                <StatusMark plain tone="passed">
                  <T id="store.import.fits" />
                </StatusMark>
              ) : (
                <ul>
                  {errors.map((problem) => (
                    <li key={problem}>
                      <StatusMark plain tone="failed">
                        <T id={`store.import.wrong.${problem}`} />
                      </StatusMark>
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
      {rows.length > SHOWN && (
        <p className="text-sm text-muted">
          <T id="store.import.more" values={{ count: rows.length - SHOWN }} />
        </p>
      )}
    </>
  );
}
