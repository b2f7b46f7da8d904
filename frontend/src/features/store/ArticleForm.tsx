import { article as articleSchema, articleKind, articleRequest, taxClass, type Article } from "@waybill/protocol/schemas/api/catalogue";
import { gtin14 } from "@waybill/protocol/schemas/api/stock";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useConsole } from "../../entities/console/console.ts";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { ApiError } from "../../lib/api/errors.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { majorOf, minorOf } from "../../lib/money.ts";
import { mayDo } from "../../lib/session/may.ts";
import { sendOwn } from "../../lib/session/session.ts";
import { Button } from "../../ui/Button.tsx";
import { Field, Input, Textarea } from "../../ui/Field.tsx";
import { Select } from "../../ui/Select.tsx";

const BLANK = {
  gtin: "",
  title: "",
  description: "",
  kind: "other",
  price: "",
  currency: "EUR",
  taxClass: "standard",
  media: "",
  massGrams: "",
};
type Draft = typeof BLANK;
const CURRENCY = /^[A-Z]{3}$/;

/** Describes an article: one that is there, or a new one. Nothing for somebody who may only read. */
export function ArticleForm({ article }: { article?: Article }) {
  const t = useText();
  const client = useQueryClient();
  const { me } = useConsole();
  const [draft, setDraft] = useState<Draft>(() => draftOf(article));
  const [tried, setTried] = useState(false);
  const [state, setState] = useState<{ sending?: true; saved?: true; error?: unknown }>({});
  if (!mayDo(me, "articles:describe")) return article === undefined ? null : <p className="whitespace-pre-line">{article.description}</p>;
  const gtin = gtin14.safeParse(draft.gtin.padStart(14, "0"));
  const minor = CURRENCY.test(draft.currency) ? minorOf(draft.price, draft.currency) : null;
  const request = articleRequest.safeParse({
    ...{ title: draft.title, description: draft.description.trim() || null, kind: draft.kind, taxClass: draft.taxClass },
    ...{ price: { minor, currency: draft.currency }, media: draft.media.trim() || null },
    massGrams: draft.massGrams === "" ? null : Number(draft.massGrams),
  });
  const wrong = new Set(request.success ? [] : request.error.issues.map(({ path }) => String(path[0])));
  const problem = (field: string) => tried && wrong.has(field) && <T id={`store.article.wrong.${field as "title"}`} />;
  const change = (next: Partial<Draft>) => {
    setDraft({ ...draft, ...next });
    setState({});
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!gtin.success || !request.success || state.sending) return;
    setState({ sending: true });
    try {
      const version = article?.version ?? 0;
      await sendOwn(`/api/articles/${gtin.data}`, articleSchema, { method: "PUT", body: request.data, version });
      setState({ saved: true });
      if (article === undefined) {
        setDraft(BLANK);
        setTried(false);
      }
      await client.invalidateQueries({ queryKey: keys.lists });
      await client.invalidateQueries({ queryKey: ["articles"] });
    } catch (error) {
      setState({ error });
    }
  };
  const again = () => {
    // Changed by somebody else meanwhile: what was typed here would undo that.
    if (state.error instanceof ApiError && state.error.status === 412) void client.invalidateQueries({ queryKey: keys.lists });
    setState({});
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid max-w-2xl gap-4 sm:grid-cols-2">
      {article === undefined && (
        <Field label={<T id="store.article.gtin" />} error={tried && !gtin.success && <T id="store.article.wrong.gtin" />}>
          <Input inputMode="numeric" maxLength={14} value={draft.gtin} onValueChange={(text) => change({ gtin: text.trim() })} />
        </Field>
      )}
      <Field label={<T id="store.article.title" />} error={problem("title")}>
        <Input maxLength={200} value={draft.title} onValueChange={(title) => change({ title })} />
      </Field>
      <Field
        className="sm:col-span-2"
        label={<T id="store.article.description" />}
        optional={<T id="compose.optional" />}
        error={problem("description")}
      >
        <Textarea maxLength={4000} value={draft.description} onChange={(event) => change({ description: event.currentTarget.value })} />
      </Field>
      <Field label={<T id="store.article.price" />} error={problem("price")}>
        <Input inputMode="decimal" maxLength={12} value={draft.price} onValueChange={(price) => change({ price })} />
      </Field>
      <Field label={<T id="store.article.currency" />}>
        <Input maxLength={3} value={draft.currency} onValueChange={(text) => change({ currency: text.trim().toUpperCase() })} />
      </Field>
      <Field label={<T id="shop.kind" />}>
        <Select
          value={draft.kind}
          onValueChange={(kind) => change({ kind })}
          options={articleKind.options.map((value) => ({ value, label: t(`shop.kind.${value}`) }))}
        />
      </Field>
      <Field label={<T id="store.article.tax" />}>
        <Select
          value={draft.taxClass}
          onValueChange={(next) => change({ taxClass: next })}
          options={taxClass.options.map((value) => ({ value, label: t(`store.tax.${value}`) }))}
        />
      </Field>
      <Field
        label={<T id="store.article.mass" />}
        hint={<T id="store.article.mass.hint" />}
        optional={<T id="compose.optional" />}
        error={problem("massGrams")}
      >
        <Input inputMode="numeric" maxLength={8} value={draft.massGrams} onValueChange={(text) => change({ massGrams: text.trim() })} />
      </Field>
      <Field
        className="sm:col-span-2"
        label={<T id="store.article.media" />}
        hint={<T id="store.article.media.hint" />}
        optional={<T id="compose.optional" />}
        error={problem("media")}
      >
        <Input maxLength={500} value={draft.media} onValueChange={(media) => change({ media })} />
      </Field>
      <div className="flex flex-wrap items-center gap-4 sm:col-span-2">
        <Button type="submit" look="primary" busy={state.sending}>
          <T id="store.article.save" />
        </Button>
        <p role="status">{state.saved && <T id="store.article.saved" />}</p>
      </div>
      {state.error !== undefined && (
        <div className="sm:col-span-2">
          <LoadFailure error={state.error} onRetry={again} />
        </div>
      )}
    </form>
  );
}

function draftOf(article: Article | undefined): Draft {
  if (article === undefined) return BLANK;
  const { gtin, title, description, kind, price, taxClass, media, massGrams } = article;
  return {
    ...{ gtin, title, kind, taxClass, currency: price.currency, price: String(majorOf(price)) },
    ...{ description: description ?? "", media: media ?? "", massGrams: massGrams === null ? "" : String(massGrams) },
  };
}
