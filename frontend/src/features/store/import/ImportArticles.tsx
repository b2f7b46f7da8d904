import { article, MAX_IMPORTED_ARTICLES, type ArticlesImport } from "@waybill/protocol/schemas/api/catalogue";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { useQueryClient } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import { useState } from "react";
import { useConsole } from "../../../entities/console/console.ts";
import { FileDrop } from "../../../entities/FileDrop.tsx";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { ProveAgain } from "../../../entities/session/ProveAgain.tsx";
import { useStepUp } from "../../../entities/session/use-step-up.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { wantsProof } from "../../../lib/session/create-session.ts";
import { sendOwn } from "../../../lib/session/session.ts";
import { Button } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { CardTable } from "../../../ui/CardTable.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { COLUMNS, MORE_COLUMNS, readArticles, type ReadFile, type ReadRow } from "./read-articles.ts";

const SHOWN = 50;
/** Beyond the few rows that fit, all that are wrong are shown: so many more at a time. */
const MORE = 100;
/** Far above what so many articles take. */
const MAX_BYTES = 40 * 1024 * 1024;
const answer = pageOf(article);

interface Sending {
  /** How many were taken in so far. */
  done: number;
  isOver?: true;
  error?: unknown;
}

/** A file of articles: looked at row by row before anything is sent, then sent in parts. What is refused or lost on the way is gone on with from there. */
export function ImportArticles() {
  const client = useQueryClient();
  const { me, chainId } = useConsole();
  const { wanted, run } = useStepUp();
  const [read, setRead] = useState<ReadFile | null>(null);
  const [state, setState] = useState<Sending | null>(null);
  const [shown, setShown] = useState(SHOWN);
  const [name, setName] = useState<string | null>(null);
  const open = async (file: File) => {
    setName(file.name);
    setRead(file.size > MAX_BYTES ? { problem: "too-many" } : readArticles(await file.text()));
    setShown(SHOWN);
    setState(null);
  };
  const send = async (articles: ArticlesImport["articles"], from = 0) => {
    let done = from;
    try {
      while (done < articles.length) {
        setState({ done });
        const part = articles.slice(done, done + MAX_IMPORTED_ARTICLES);
        await run(() => sendOwn("/api/articles/import", answer, { body: { articles: part } }));
        done += part.length;
      }
      setRead(null);
      setState({ done, isOver: true });
    } catch (error) {
      setState(wantsProof(error) ? null : { done, error });
    } finally {
      await client.invalidateQueries({ queryKey: keys.lists });
      await client.invalidateQueries({ queryKey: ["articles"] });
    }
  };
  const isSending = state !== null && state.isOver === undefined && state.error === undefined;
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
          <Preview rows={read.rows} shown={shown} onMore={() => setShown(shown + MORE)} />
          <ProveAgain chainId={chainId} me={me} wanted={wanted} />
          {isSending && state.done > 0 && (
            <p role="status">
              <T id="store.import.sent" values={{ done: state.done, count: read.rows.length }} />
            </p>
          )}
          {state?.error !== undefined && (
            <>
              {state.done > 0 && (
                <Callout tone="unknown" title={<T id="store.import.stopped" values={{ done: state.done, count: read.rows.length }} />} />
              )}
              <LoadFailure error={state.error} onRetry={() => void send(read.articles ?? [], state.done)} />
            </>
          )}
          {read.articles === null ? (
            <Callout
              tone="failed"
              live
              title={<T id="store.import.wrong" values={{ count: read.rows.filter(({ errors }) => errors.length > 0).length }} />}
            />
          ) : state?.error !== undefined ? null : (
            <Button look="primary" busy={isSending} onClick={() => void send(read.articles ?? [])}>
              <T id="store.import.send" values={{ count: read.articles.length }} />
            </Button>
          )}
        </>
      )}
      {state?.isOver && <Callout tone="passed" live title={<T id="store.import.done" values={{ count: state.done }} />} />}
    </div>
  );
}

/** What is wrong comes first. */
function Preview({ rows, shown, onMore }: { rows: readonly ReadRow[]; shown: number; onMore: () => void }) {
  const t = useText();
  const wrong = rows.filter(({ errors }) => errors.length > 0).length;
  const sorted = [...rows].sort((a, b) => Number(b.errors.length > 0) - Number(a.errors.length > 0) || a.number - b.number);
  return (
    <>
      <CardTable<ReadRow>
        caption={t("store.import.preview")}
        rows={sorted.slice(0, shown)}
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
      {rows.length > shown && (
        <p className="text-sm text-muted">
          <T
            id={wrong > shown ? "store.import.more-wrong" : "store.import.more"}
            values={{ count: (wrong > shown ? wrong : rows.length) - shown }}
          />
        </p>
      )}
      {wrong > shown && (
        <Button onClick={onMore}>
          <T id="store.import.show-more" />
        </Button>
      )}
    </>
  );
}
