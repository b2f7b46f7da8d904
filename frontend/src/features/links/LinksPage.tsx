import { linkView, type LinkView } from "@waybill/protocol/schemas/api/resolver";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Paged } from "../../entities/Paged.tsx";
import { PageTitle } from "../../entities/Fetched.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { EndLink } from "./EndLink.tsx";
import { EMPTY_LINK, replacing, type LinkForm } from "./link-form.ts";
import { LinksTable } from "./LinksTable.tsx";
import { SetLink } from "./SetLink.tsx";

interface LinksPageProps {
  account: Address | null;
  chain: SigningChain;
}

/** Where the codes on one's goods lead besides to the page: set, replace and end links. */
export function LinksPage({ account, chain }: LinksPageProps) {
  const t = useText();
  const client = useQueryClient();
  const [form, setForm] = useState<LinkForm | null>(null);
  const [ending, setEnding] = useState<LinkView | null>(null);
  const [done, setDone] = useState<"set" | "ended" | null>(null);
  const finish = (what: "set" | "ended") => {
    setForm(null);
    setEnding(null);
    setDone(what);
    if (account !== null) void client.invalidateQueries({ queryKey: keys.links(account) });
  };
  if (account !== null && form !== null)
    return <SetLink account={account} chain={chain} start={form} onBack={() => setForm(null)} onSet={() => finish("set")} />;
  if (account !== null && ending !== null)
    return <EndLink account={account} chain={chain} link={ending} onBack={() => setEnding(null)} onEnded={() => finish("ended")} />;
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-4">
        <PageTitle title={t("links.title")}>
          <T id="links.intro" />
        </PageTitle>
        {account !== null && (
          <Button look="primary" onClick={() => setForm(EMPTY_LINK)}>
            <Plus aria-hidden />
            <T id="links.new" />
          </Button>
        )}
      </div>
      {done !== null && <Callout className="mb-6" tone="passed" live title={<T id={`links.done.${done}`} />} />}
      {account === null ? (
        <Callout tone="neutral" title={<T id="links.connect" />} />
      ) : (
        <Paged queryKey={keys.links(account)} path="/api/links" query={{ account }} item={linkView} empty={<T id="links.none" />}>
          {(links) => <LinksTable links={links} onReplace={(link) => setForm(replacing(link))} onEnd={setEnding} />}
        </Paged>
      )}
      <p className="mt-8 max-w-2xl text-sm text-muted">
        <T
          id="links.readers"
          values={{
            a: (inner) => (
              <a className="link" href="/readers">
                {inner}
              </a>
            ),
          }}
        />
      </p>
    </>
  );
}
