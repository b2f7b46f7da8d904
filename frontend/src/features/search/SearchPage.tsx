import { useQuery } from "@tanstack/react-query";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { searchHit, type SearchHit } from "@waybill/protocol/schemas/api/traceability";
import { useState } from "react";
import { PageTitle } from "../../entities/Fetched.tsx";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { InstantText } from "../../entities/Times.tsx";
import { getJson } from "../../lib/api/client.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { useExplorerLink } from "../../lib/explorer.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { pathOfSubject } from "../../lib/subject.ts";
import { Button } from "../../ui/Button.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { Skeleton } from "../../ui/Progress.tsx";

const hits = pageOf(searchHit);

/** Products, lots, pallets, organisations, places and hashes; the question lives in the address. */
export function SearchPage({ query, onSearch }: { query: string; onSearch: (query: string) => void }) {
  const t = useText();
  const [text, setText] = useState(query);
  return (
    <>
      <PageTitle title={t("search.title")} />
      <form
        role="search"
        className="flex max-w-2xl flex-col gap-3 sm:flex-row sm:items-end"
        onSubmit={(event) => {
          event.preventDefault();
          onSearch(text.trim());
        }}
      >
        <Field className="flex-1" label={<T id="search.label" />} hint={<T id="search.hint" />}>
          <Input type="search" value={text} onValueChange={setText} autoComplete="off" spellCheck={false} />
        </Field>
        <Button type="submit" look="primary">
          <T id="audit.search" />
        </Button>
      </form>
      {query !== "" && <Results key={query} query={query} />}
    </>
  );
}

function Results({ query }: { query: string }) {
  const t = useText();
  const found = useQuery({
    queryKey: keys.search(query),
    queryFn: ({ signal }) => getJson("/api/search", hits, { query: { q: query }, signal }),
  });
  return (
    <section aria-label={t("search.results")} aria-live="polite" className="mt-8 max-w-2xl">
      {found.isPending && <Skeleton label={t("app.loading")} />}
      {found.isError && <LoadFailure error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && (
        <p className="text-muted">
          <T id="search.count" values={{ count: found.data.items.length, query }} />
        </p>
      )}
      <ul className="mt-3 divide-y divide-line border-y border-line empty:hidden">
        {found.data?.items.map((hit) => (
          <Hit key={`${hit.kind} ${hit.value}`} hit={hit} />
        ))}
      </ul>
    </section>
  );
}

function Hit({ hit }: { hit: SearchHit }) {
  const explorer = useExplorerLink("tx", hit.value);
  const href = hit.kind === "transaction" ? explorer : pageOfHit(hit);
  return (
    <li className="py-3">
      <p className="eyebrow">
        <T id={`search.kind.${hit.kind}`} />
      </p>
      {hit.kind === "erased" ? (
        <T id="search.erased" values={{ time: <InstantText time={hit.label} /> }} />
      ) : href === null ? (
        <span className="font-medium">{hit.label}</span>
      ) : (
        <a className="link font-medium" href={href}>
          {hit.label}
        </a>
      )}
      {hit.label !== hit.value && <p className="font-mono text-sm break-all text-muted">{hit.value}</p>}
    </li>
  );
}

function pageOfHit({ kind, value }: SearchHit): string | null {
  switch (kind) {
    case "product":
      return `/01/${value}`;
    case "subject":
      return pathOfSubject(value);
    case "party":
      return `/actors/${value}`;
    case "event":
      return `/events/${value}`;
    case "anchor":
      return `/anchors/${value}`;
    default:
      return null;
  }
}
