import { Bookmark, X } from "lucide-react";
import { useState, type FormEvent } from "react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Input } from "../../ui/Field.tsx";
import { useSavedViews } from "./saved-views.ts";
import type { FacetValues } from "./use-facets.ts";

interface SavedViewsProps {
  list: string;
  person: string;
  /** How the list is narrowed now. */
  at: Pick<FacetValues, "search" | "hrefOf">;
}

/** The views that the person saved, as links; and the way to save the present one. */
export function SavedViews({ list, person, at: { search, hrefOf } }: SavedViewsProps) {
  const t = useText();
  const { views, save, remove } = useSavedViews(list, person);
  const [name, setName] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = name?.trim() ?? "";
    if (given === "") return;
    save({ name: given, search });
    setName(null);
  };
  if (views.length === 0 && search === "") return null;
  return (
    <div className="no-print flex flex-wrap items-center gap-2" role="group" aria-label={t("list.views")}>
      {views.map((view) => (
        <span key={view.name} className="inline-flex items-center rounded-full border border-line bg-surface text-sm">
          <a
            href={hrefOf(view.search)}
            aria-current={view.search === search ? "true" : undefined}
            className="inline-flex min-h-8 items-center gap-1.5 pl-3 no-underline hover:underline aria-[current=true]:font-semibold"
          >
            <Bookmark aria-hidden className="size-3.5 text-muted" />
            {view.name}
          </a>
          <button
            type="button"
            aria-label={t("list.view.remove", { name: view.name })}
            onClick={() => remove(view.name)}
            className="inline-flex min-h-8 min-w-8 items-center justify-center text-muted hover:text-ink"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </span>
      ))}
      {search !== "" &&
        (name === null ? (
          <Button size="small" look="quiet" onClick={() => setName("")}>
            <T id="list.view.save" />
          </Button>
        ) : (
          <form onSubmit={submit} className="flex flex-wrap items-center gap-2">
            <Input
              autoFocus
              aria-label={t("list.view.name")}
              placeholder={t("list.view.name")}
              maxLength={60}
              value={name}
              className="min-h-8 w-48 py-1 text-sm"
              onChange={(event) => setName(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === "Escape") setName(null);
              }}
            />
            <Button size="small" type="submit">
              <T id="list.view.keep" />
            </Button>
          </form>
        ))}
    </div>
  );
}
