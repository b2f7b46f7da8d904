import { PublicShell } from "../app/shells/PublicShell.tsx";
import { Heading } from "../entities/Heading.tsx";
import { T } from "../lib/i18n/text.tsx";
import { ButtonLink } from "../ui/Button.tsx";

/** An address that names no page, in a shell of its own. */
export function NotFoundPage() {
  return (
    <PublicShell>
      <NotFound />
    </PublicShell>
  );
}

/** The same inside of a shell that is already there: a document has one `main`. */
export function NotFound() {
  return (
    <>
      <Heading className="text-4xl" id="notfound.title" />
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
    </>
  );
}
