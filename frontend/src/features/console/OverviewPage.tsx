import { PageTitle } from "../../entities/Fetched.tsx";
import { useConsole } from "../../entities/console/console.ts";
import { pagesFor } from "../../entities/console/pages.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { mayDo } from "../../lib/session/may.ts";
import { Card } from "../../ui/Card.tsx";
import { FirstSteps } from "./FirstSteps.tsx";

/** What there is in the console, for whoever comes in. */
export function OverviewPage() {
  const t = useText();
  const { me } = useConsole();
  return (
    <>
      <PageTitle title={t("console.title")}>
        <T id={me.installationRoles.includes("admin") ? "console.intro" : "console.intro.read"} />
      </PageTitle>
      {mayDo(me, "installation:giveRole") && <FirstSteps />}
      <div className="space-y-10">
        {pagesFor(me).map(({ group, pages }) => (
          <section key={group} aria-labelledby={group} className="space-y-4">
            <h2 id={group} className="text-2xl">
              <T id={group} />
            </h2>
            <ul className="grid gap-4 sm:grid-cols-2">
              {pages.map(({ href, label, about }) => (
                <li key={href}>
                  <Card className="relative h-full hover:border-line-strong">
                    <h3 className="text-lg">
                      <a href={href} className="no-underline after:absolute after:inset-0 hover:underline">
                        <T id={label} />
                      </a>
                    </h3>
                    <p className="mt-1 text-muted">
                      <T id={about} />
                    </p>
                  </Card>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
