import { ArrowRight, PackageSearch, PenLine, SearchCheck, ShoppingBasket } from "lucide-react";
import type { ReactNode } from "react";
import { useConfig } from "../../lib/api/use-config.ts";
import { Heading } from "../../entities/Heading.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { CodeForm } from "../../entities/CodeForm.tsx";

/** Lots of the demonstration data, with what is to be seen in them. */
const EXAMPLES = [
  { path: "/01/10860009998039/10/SALAD-20260420-A", text: "start.example.salad" },
  { path: "/01/00860009999923/10/ABC1234", text: "start.example.lettuce" },
  { path: "/00/008600099999850000", text: "start.example.pallet" },
] as const;

/** Doors, by what the reader wants. */
export function StartPage() {
  const isDemo = useConfig().data?.demo === true;
  return (
    <>
      <Heading className="max-w-3xl text-4xl leading-[1.1] sm:text-6xl sm:leading-[1.08]" id="start.title" />
      <p className="mt-5 max-w-2xl text-xl text-muted">
        <T id="start.lead" />
      </p>
      <section aria-labelledby="start-product" className="mt-10 rounded-2xl border-2 border-line-strong bg-surface p-5 sm:p-7">
        <h2 id="start-product" className="flex items-center gap-3 text-2xl">
          <PackageSearch aria-hidden className="size-7 text-accent" />
          <T id="start.product" />
        </h2>
        <p className="mt-1 text-muted">
          <T id="start.product.detail" />
        </p>
        <CodeForm className="mt-4" scanHref="/scan" />
        {isDemo && (
          <div className="mt-6 border-t border-line pt-4">
            <h3 className="eyebrow font-sans">
              <T id="start.examples" />
            </h3>
            <ul className="mt-2 space-y-1">
              {EXAMPLES.map(({ path, text }) => (
                <li key={path}>
                  <a className="link inline-block py-0.5" href={path}>
                    <T id={text} />
                  </a>
                </li>
              ))}
            </ul>
          </div>
        )}
      </section>
      <div className="mt-5 grid gap-5 sm:grid-cols-3">
        <Door href="/supplier" icon={<PenLine aria-hidden />} title={<T id="start.supplier" />} detail={<T id="start.supplier.detail" />} />
        <Door
          href="/anchors"
          icon={<SearchCheck aria-hidden />}
          title={<T id="start.auditor" />}
          detail={<T id="start.auditor.detail" />}
        />
        <Door href="/shop" icon={<ShoppingBasket aria-hidden />} title={<T id="start.shop" />} detail={<T id="start.shop.detail" />} />
      </div>
      <section aria-labelledby="how" className="mt-16">
        <h2 id="how" className="text-2xl">
          <T id="start.how" />
        </h2>
        <ol className="mt-5 grid gap-x-8 gap-y-6 sm:grid-cols-3">
          {([1, 2, 3] as const).map((step) => (
            <li key={step} className="border-t-2 border-accent pt-3">
              <h3 className="text-lg">
                <T id={`start.how.${step}`} />
              </h3>
              <p className="mt-1 text-muted">
                <T id={`start.how.${step}.detail`} />
              </p>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

function Door({ href, icon, title, detail }: { href: string; icon: ReactNode; title: ReactNode; detail: ReactNode }) {
  return (
    <a
      href={href}
      className="group block rounded-2xl border border-line bg-surface p-5 text-ink no-underline transition-colors hover:border-accent sm:p-6 [&_svg]:size-6 [&_svg]:text-accent"
    >
      <span className="flex items-center justify-between">
        {icon}
        <ArrowRight aria-hidden className="transition-transform group-hover:translate-x-1" />
      </span>
      <span className="mt-3 block font-serif text-xl font-semibold">{title}</span>
      <span className="mt-1 block text-muted">{detail}</span>
    </a>
  );
}
