// The bytes and the hexadecimal digits of floats, for constants that are placed in data.

const view = (): DataView => new DataView(new ArrayBuffer(8));

/** The four little-endian bytes of a float32. */
export function putFloat32(x: number): Uint8Array {
  const v = view();
  v.setFloat32(0, x, true);
  return new Uint8Array(v.buffer, 0, 4);
}

/** The eight little-endian bytes of a float64. */
export function putFloat64(x: number): Uint8Array {
  const v = view();
  v.setFloat64(0, x, true);
  return new Uint8Array(v.buffer);
}

/** The bits of a float32 as eight digits. */
export function float32Hex(x: number): string {
  return hex(putFloat32(x));
}

/** The bits of a float64 as sixteen digits. */
export function float64Hex(x: number): string {
  return hex(putFloat64(x));
}

function hex(bytes: Uint8Array): string {
  let s = '';
  for (let i = bytes.length - 1; i >= 0; i--) s += bytes[i]!.toString(16).padStart(2, '0');
  return s;
}
