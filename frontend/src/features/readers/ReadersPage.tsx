import { linkset as linksetSchema } from "@waybill/protocol/schemas/api/resolver";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { PageTitle } from "../../entities/Fetched.tsx";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { getJson } from "../../lib/api/client.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { linkOfEntry, readIdentifier } from "../../lib/identifier-entry.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Section } from "../../ui/Card.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { Table, Td, Th } from "../../ui/Table.tsx";
import { LinkList } from "./LinkList.tsx";

/** What each of the four readers sends, as it would be typed. */
const READERS = [
  { reader: "person", accept: "text/html" },
  { reader: "search", accept: "application/ld+json" },
  { reader: "partner", accept: 'application/ld+json;profile="https://ref.gs1.org/standards/epcis/"' },
  { reader: "program", accept: "application/linkset+json" },
] as const;

interface ReadersPageProps {
  /** A Digital Link, or anything else that names goods or a place. */
  of: string;
  onAsk: (of: string) => void;
}

/** One address, four readers: what each gets there, and every link of one identifier. */
export function ReadersPage({ of, onAsk }: ReadersPageProps) {
  const t = useText();
  const [typed, setTyped] = useState(of);
  const link = linkOfEntry(of);
  const path = link === null ? null : link.slice("https://id.gs1.org".length);
  const ask = (event: FormEvent) => {
    event.preventDefault();
    onAsk(typed.trim());
  };
  return (
    <>
      <PageTitle title={t("readers.title")}>
        <T id="readers.intro" />
      </PageTitle>
      <form onSubmit={ask} noValidate className="flex max-w-2xl flex-col gap-3 sm:flex-row sm:items-end">
        <Field className="flex-1" label={<T id="readers.of" />} error={of === "" || link !== null ? undefined : problemOf(of)}>
          <Input
            value={typed}
            onValueChange={setTyped}
            autoComplete="off"
            spellCheck={false}
            maxLength={500}
            placeholder="(01)10860009998039(10)…"
          />
        </Field>
        <Button type="submit" look="primary">
          <T id="readers.ask" />
        </Button>
      </form>
      <Section id="readers" title={<T id="readers.four" />}>
        <Table caption={t("readers.four")} hideCaption>
          <thead>
            <tr>
              <Th>
                <T id="readers.col.reader" />
              </Th>
              <Th>
                <T id="readers.col.asks" />
              </Th>
              <Th>
                <T id="readers.col.gets" />
              </Th>
            </tr>
          </thead>
          <tbody>
            {READERS.map(({ reader, accept }) => (
              <tr key={reader}>
                <Td className="min-w-36 font-medium">
                  <T id={`readers.${reader}`} />
                </Td>
                <Td className="min-w-72">
                  <code className="text-sm break-all">
                    curl -L -H &apos;Accept: {accept}&apos; {location.origin}
                    {path ?? "/01/…"}
                  </code>
                </Td>
                <Td className="min-w-48">
                  <T id={`readers.${reader}.gets`} />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </Section>
      {path !== null && <Links path={path} />}
    </>
  );

  function problemOf(text: string): string {
    const entry = readIdentifier(text);
    return entry.kind === "problem" ? t(entry.message, entry.values) : "";
  }
}

function Links({ path }: { path: string }) {
  const t = useText();
  const query = useQuery({
    queryKey: keys.linkset(path),
    queryFn: ({ signal }) => getJson(path, linksetSchema, { query: { linkType: "linkset" }, signal }),
  });
  const [context] = query.data?.linkset ?? [];
  return (
    <Section id="links" title={<T id="readers.links" />} intro={context?.itemDescription}>
      {query.isPending && <Skeleton lines={4} label={t("app.loading")} />}
      {query.isError && <LoadFailure error={query.error} onRetry={() => void query.refetch()} />}
      {context !== undefined && <LinkList context={context} />}
    </Section>
  );
}
