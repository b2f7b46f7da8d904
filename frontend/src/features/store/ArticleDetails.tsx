import type { Article } from "@waybill/protocol/schemas/api/catalogue";
import { useConsole } from "../../entities/console/console.ts";
import { History } from "../../entities/console/History.tsx";
import { mayDo } from "../../lib/session/may.ts";
import { ArticleForm } from "./ArticleForm.tsx";

/** What an article is, to be changed by whoever may, and what became of it: who described it, took it in by file, or withdrew it. */
export function ArticleDetails({ article }: { article: Article }) {
  const { me } = useConsole();
  return (
    <div className="space-y-8">
      <ArticleForm article={article} />
      {mayDo(me, "auditLog:read") && <History subject={article.gtin} />}
    </div>
  );
}
