import { PublicShell } from "../app/shells/PublicShell.tsx";
import { T } from "../lib/i18n/text.tsx";
import { ButtonLink } from "../ui/Button.tsx";

export function NotFoundPage() {
  return (
    <PublicShell>
      <h1 className="text-4xl">
        <T id="notfound.title" />
      </h1>
      <p className="mt-3 max-w-xl text-muted">
        <T id="notfound.detail" />
      </p>
      <div className="mt-6 flex flex-wrap gap-3">
        <ButtonLink look="primary" href="/">
          <T id="notfound.home" />
        </ButtonLink>
        <ButtonLink href="/search">
          <T id="audit.search" />
        </ButtonLink>
      </div>
    </PublicShell>
  );
}
