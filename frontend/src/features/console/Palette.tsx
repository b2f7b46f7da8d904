import { useRouter } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { useConsole } from "../../entities/console/console.ts";
import { pagesFor } from "../../entities/console/pages.ts";
import { namesSomebody } from "../../entities/list/use-facets.ts";
import { useSignOut } from "../../entities/session/use-sign-out.ts";
import { withQuery } from "../../lib/api/http.ts";
import { useText } from "../../lib/i18n/text.tsx";
import { applyTheme } from "../../lib/theme.ts";
import { Button } from "../../ui/Button.tsx";
import { CommandPalette } from "../../ui/CommandPalette.tsx";

/** Every page and what can be done from anywhere, by Ctrl or Cmd with K, or by its button. */
export function Palette() {
  const t = useText();
  const { history } = useRouter();
  const { me } = useConsole();
  const { signOut } = useSignOut();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      setOpen((before) => !before);
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
  const pages = pagesFor(me).map((group) => ({
    value: t(group.group),
    items: group.pages.map(({ href, label }) => ({ id: href, label: t(label), run: () => history.push(href) })),
  }));
  const finding = (typed: string) =>
    pagesFor(me).flatMap((group) =>
      group.pages.flatMap(({ href, label, finds }) =>
        finds === undefined || namesSomebody(typed)
          ? []
          : [
              {
                id: `find ${href}`,
                label: t("console.palette.find.in", { page: t(label), typed }),
                run: () => history.push(withQuery(href, { [finds]: typed.trim() })),
              },
            ],
      ),
    );
  const commands = [
    { id: "overview", label: t("console.title"), run: () => history.push("/admin") },
    { id: "account", label: t("account.title"), run: () => history.push("/account") },
    ...(["light", "dark", "system"] as const).map((theme) => ({
      ...{ id: theme, label: t(`console.palette.${theme}`), run: () => applyTheme(theme) },
    })),
    { id: "sign-out", label: t("session.sign-out"), run: () => void signOut("current") },
  ];
  return (
    <>
      <Button size="small" aria-keyshortcuts="Control+K Meta+K" onClick={() => setOpen(true)}>
        <Search aria-hidden />
        <span className="sr-only sm:not-sr-only">{t("console.palette.open")}</span>
        <kbd className="hidden rounded border border-line bg-sunken px-1 font-mono text-xs text-muted sm:inline">
          {t("console.palette.keys")}
        </kbd>
      </Button>
      <CommandPalette
        open={open}
        onOpenChange={setOpen}
        groups={[...pages, { value: t("console.palette.commands"), items: commands }]}
        more={(typed) => ({ value: t("console.palette.find"), items: finding(typed) })}
        title={t("console.palette")}
        placeholder={t("console.palette.hint")}
        empty={t("console.palette.none")}
      />
    </>
  );
}
