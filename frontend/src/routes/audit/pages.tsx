export function EventRoute() {
  return null;
}

export function AnchorsRoute() {
  return null;
}

export function AnchorRoute() {
  return null;
}

export function UnitRoute() {
  return null;
}

export function ActorsRoute() {
  return null;
}

export function ActorRoute() {
  return null;
}

export function ChainRoute() {
  return null;
}

export function VerifyRoute() {
  return null;
}

export function SearchRoute() {
  return null;
}
