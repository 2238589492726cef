export function writeMail(..._: unknown[]): Uint8Array { return new Uint8Array(); }
