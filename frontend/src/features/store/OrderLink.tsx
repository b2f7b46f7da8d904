/** An order by its id, where the shop's people look at it. */
export function OrderLink({ id }: { id: string }) {
  return (
    <a className="link font-mono text-sm break-all" href={`/admin/orders/${encodeURIComponent(id)}`}>
      {id}
    </a>
  );
}
