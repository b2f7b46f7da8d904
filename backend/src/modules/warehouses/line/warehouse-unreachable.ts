/** A warehouse gave no usable answer: nobody knows whether it has done what it was asked for. The same may be asked again. */
export class WarehouseUnreachable extends Error {
  override name = "WarehouseUnreachable";
}

/** A warehouse has answered that it does not do that: asking again is of no use. */
export class WarehouseRefused extends Error {
  override name = "WarehouseRefused";
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}
