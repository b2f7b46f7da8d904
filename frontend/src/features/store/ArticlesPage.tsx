import { useConsole } from "../../entities/console/console.ts";
import { PageTitle } from "../../entities/Fetched.tsx";
import { List } from "../../entities/list/List.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { mayDo } from "../../lib/session/may.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { ArticleForm } from "./ArticleForm.tsx";
import { ARTICLES } from "./articles-list.tsx";
import { ImportArticles } from "./import/ImportArticles.tsx";

/** What the shop sells: one by one, and by file. */
export function ArticlesPage() {
  const { me } = useConsole();
  return (
    <>
      <PageTitle title={useText()("store.articles")}>
        <T id="store.articles.about" />
      </PageTitle>
      {mayDo(me, "articles:describe") && (
        <div className="mb-8 space-y-3">
          <Disclosure summary={<T id="store.article.new" />}>
            <ArticleForm />
          </Disclosure>
          <Disclosure summary={<T id="store.import" />}>
            <ImportArticles />
          </Disclosure>
        </div>
      )}
      <List list={ARTICLES} />
    </>
  );
}
